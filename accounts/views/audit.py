"""The audit record as an organization's admins read it."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import AuthEvent, Deed, Organization, User
from accounts.roles import OrganizerRequest, admin_required
from settimes.htmx import render
from settimes.proxies import is_address

ON_A_PAGE = 50


@admin_required
@never_cache
@require_safe
def audit(request: OrganizerRequest) -> HttpResponse:
    people = list(User.objects.filter(memberships__organization=request.organization))
    who = next((one for one in people if str(one.pk) == request.GET.get("who")), None)
    what = request.GET.get("what", "")
    address = request.GET.get("address", "").strip()
    rows = _rows(request.organization, who, what if what in Deed.values else "", address)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "people": people,
        "who": who,
        "what": what,
        "deeds": Deed.choices,
        "address": address,
        "day_and_time": "j M Y, g:i a"
        if request.organization.clock == Organization.Clock.TWELVE
        else "j M Y, H:i",
    }
    return render(request, "accounts/audit.html", context, partial="audit")


def _rows(
    organization: Organization, who: User | None, what: str, address: str
) -> QuerySet[AuthEvent]:
    rows = AuthEvent.objects.filter(organization=organization).select_related("by", "about")
    if who is not None:
        rows = rows.filter(Q(by=who) | Q(about=who))
    if what:
        rows = rows.filter(what=what)
    if address:
        rows = rows.filter(address=address) if is_address(address) else rows.none()
    return rows
