"""What organizers learn of fans: numbers; and admins, with their password, addresses."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts.again import fresh_factor
from accounts.models import Deed, Role
from accounts.roles import OrganizerRequest, admin_required, viewer_required
from accounts.views.own import asked_again, is_owner
from events.exporting import as_csv
from fans import reached
from fans.forms import AddressesForm
from settimes.htmx import render


@viewer_required
@never_cache
@require_safe
def fans(request: OrganizerRequest) -> HttpResponse:
    context = {
        "reached": reached.of(request.organization),
        "may_see_addresses": request.role.includes(Role.ADMIN),
    }
    return render(request, "fans/manage/fans.html", context)


@admin_required
@fresh_factor
@never_cache
@sensitive_post_parameters("current")
@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: OrganizerRequest) -> HttpResponse:
    form = AddressesForm(request.POST if request.method == "POST" else None, owner=request.user)
    if request.method == "POST" and form.is_valid() and is_owner(request, form):
        table = reached.addresses(request.organization)
        audit.record(
            Deed.EXPORTED,
            request=request,
            detail=f"Addresses of fans, {len(table.rows)} rows",
        )
        response = HttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="fans.csv"'
        return response
    return asked_again(request, "fans/manage/addresses.html", form)
