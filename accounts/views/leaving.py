"""Deleting one's own account."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import leaving
from accounts.again import fresh_factor
from accounts.own_forms import DeleteForm
from accounts.roles import OrganizerRequest
from accounts.views.own import asked_again, is_owner
from accounts.views.signing import signed_out
from settimes.htmx import render


@fresh_factor
@never_cache
@sensitive_post_parameters("current")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: OrganizerRequest) -> HttpResponse:
    owner = request.user
    reasons = leaving.why_not(owner)
    if reasons:
        return _needed(request, reasons)
    form = DeleteForm(request.POST if request.method == "POST" else None, owner=owner)
    if request.method == "POST" and form.is_valid() and is_owner(request, form):
        try:
            leaving.leave_for_good(request, owner)
        except leaving.Needed as meanwhile:
            return _needed(request, meanwhile)
        return signed_out(request)
    return asked_again(request, "accounts/delete.html", form)


def _needed(request: OrganizerRequest, reasons: leaving.Needed) -> HttpResponse:
    status = 409 if request.method == "POST" else 200
    return render(request, "accounts/delete_first.html", {"reasons": reasons}, status=status)
