"""The audit record as an organization's admins read it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import AuthEvent, Deed, Organization, User
from accounts.roles import OrganizerRequest, admin_required
from settimes.htmx import render
from settimes.proxies import is_address

ON_A_PAGE = 50


@dataclass(frozen=True)
class Sieve:
    """What is asked of the record. What cannot be has no entries, rather than all."""

    who: User | None
    what: str
    address: str
    since: str
    until: str

    def of(self, organization: Organization) -> QuerySet[AuthEvent]:
        rows = AuthEvent.objects.filter(organization=organization).select_related("by", "about")
        if self.who is not None:
            rows = rows.filter(Q(by=self.who) | Q(about=self.who))
        if self.what:
            rows = rows.filter(what=self.what)
        if self.address:
            rows = rows.filter(address=self.address) if is_address(self.address) else rows.none()
        for typed, which in ((self.since, "gte"), (self.until, "lte")):
            day = _day(typed)
            if typed:
                rows = rows.filter(**{f"at__date__{which}": day}) if day else rows.none()
        return rows

    @property
    def query(self) -> str:
        """Return it as the end of an address, or nothing where all is asked for."""
        asked = {
            "who": self.who.pk if self.who else "",
            **{name: getattr(self, name) for name in ("what", "since", "until", "address")},
        }
        return urlencode({name: value for name, value in asked.items() if value})


@admin_required
@never_cache
@require_safe
def audit(request: OrganizerRequest) -> HttpResponse:
    organization = request.organization
    people = list(User.objects.filter(memberships__organization=organization))
    sieve = _sieve(request.GET, people)
    with timezone.override(organization.timezone):  # a day is one of the organization's
        page: Page[AuthEvent] = Paginator(sieve.of(organization), ON_A_PAGE).get_page(
            request.GET.get("page")
        )
        page.object_list = list(page.object_list)
    twelve = organization.clock == Organization.Clock.TWELVE
    context = {
        "page": page,
        "people": people,
        "sieve": sieve,
        "deeds": Deed.choices,
        "day_and_time": "j M Y, g:i a" if twelve else "j M Y, H:i",
    }
    return render(request, "accounts/audit.html", context, partial="audit")


def _sieve(asked: QueryDict, people: list[User]) -> Sieve:
    what = asked.get("what", "")
    return Sieve(
        who=next((one for one in people if str(one.pk) == asked.get("who")), None),
        what=what if what in Deed.values else "",
        **{name: asked.get(name, "").strip() for name in ("address", "since", "until")},
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
