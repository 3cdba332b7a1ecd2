"""Who changed what and when at an event, and the way back."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Role, User
from accounts.roles import OrganizerRequest, viewer_required
from events import telling
from events.ledger import Kind
from events.models import Change, ChangeSet, Event
from settimes.htmx import render

ON_A_PAGE = 20
WHAT = {
    "sets": ("Sets", [Kind.PERFORMANCE]),
    "event": ("The event itself", [Kind.EVENT]),
    "names": ("Names of bands and venues", [Kind.BAND, Kind.VENUE]),
    "conflicts": ("Conflicts marked as intended", [Kind.CONFLICT]),
}


@viewer_required
@never_cache
@require_safe
def history(request: OrganizerRequest, slug: str) -> HttpResponse:
    event = _event(request, slug)
    people = list(User.objects.filter(change_sets__event=event).distinct())
    who = next((one for one in people if str(one.pk) == request.GET.get("who")), None)
    what = request.GET.get("what", "")
    page = Paginator(_wanted(event, who, what), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "event": event,
        "entries": telling.entries(event, list(page.object_list)),
        "page": page,
        "people": people,
        "who": who,
        "what": what if what in WHAT else "",
        "kinds": [(key, label) for key, (label, _) in WHAT.items()],
        "may_change": request.role.includes(Role.EDITOR),
    }
    return render(request, "events/manage/history.html", context, partial="history")


@viewer_required
@never_cache
@require_safe
def history_entry(request: OrganizerRequest, slug: str, operation: UUID) -> HttpResponse:
    """Tell one act with everything it touched."""
    event = _event(request, slug)
    found = ChangeSet.objects.filter(event=event, operation=operation).select_related("by")
    (entry,) = telling.entries(event, [get_object_or_404(found)], most=None)
    context = {
        "event": event,
        "entry": entry,
        "may_change": request.role.includes(Role.EDITOR),
    }
    return render(request, "events/manage/history_entry.html", context)


def _event(request: OrganizerRequest, slug: str) -> Event:
    return get_object_or_404(Event, organization=request.organization, slug=slug)


def _wanted(event: Event, who: User | None, what: str) -> QuerySet[ChangeSet]:
    found = event.change_sets.select_related("by").order_by("-pk")
    if who:
        found = found.filter(by=who)
    if what in WHAT:
        touched = Change.objects.filter(change_set=OuterRef("pk"), kind__in=WHAT[what][1])
        found = found.filter(Exists(touched))
    return found
