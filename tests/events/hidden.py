"""One database full of things that strangers must not see, each with a marker in every field."""

from datetime import date

from django.utils import timezone

from accounts.models import Organization
from bands.models import Band
from events.models import Event, Venue
from tests.cast import make_band, make_event, make_performance, make_venue

# What only organizers may see contains this, in any spelling of case; addresses have it too.
SECRET = "ZQX7"
# What everybody may see contains this: the walk would find nothing on empty pages either.
OPEN = "WVJ3"


def secret_band(name: str, organization: Organization) -> Band:
    return make_band(
        f"{SECRET} {name}",
        organization=organization,
        bio=f"{SECRET} bio",
        genres=[f"{SECRET} genre"],
        home_town=f"{SECRET} town",
        contact=f"{SECRET} contact",
        links={"website": f"https://{SECRET}.example.org/"},
    )


def secret_venue(name: str, organization: Organization) -> Venue:
    return make_venue(
        f"{SECRET} {name}",
        organization=organization,
        street=f"{SECRET} street",
        city=f"{SECRET} city",
        region=f"{SECRET} region",
        postal_code=f"{SECRET} code",
        country=f"{SECRET} country",
        phone=f"{SECRET} phone",
        contact=f"{SECRET} contact",
        links={"website": f"https://{SECRET}.example.org/"},
        access_notes=f"{SECRET} notes",
    )


def secret_event(name: str, organization: Organization, **fields) -> Event:
    texts = {
        "called_off_reason": f"{SECRET} reason",
        "city": f"{SECRET} city",
        "ticket_url": f"https://{SECRET}.example.org/t",
        "links": {"website": f"https://{SECRET}.example.org/"},
        "description": f"{SECRET} description",
    }
    return make_event(f"{SECRET} {name}", organization=organization, **texts | fields)


def secret_set(event: Event, name: str, **fields) -> None:
    """Book a band, in a venue, that are nowhere else."""
    gone = {"cancelled_at": timezone.now(), "cancel_reason": f"{SECRET} reason"}
    make_performance(
        event,
        secret_band(name, event.organization),
        venue=secret_venue(name, event.organization),
        note=f"{SECRET} note",
        **gone | fields,
    )


def fill(crew: Organization, other: Organization) -> dict[str, list[str]]:
    """Fill the database; return the slugs of its public and of its hidden events."""
    today = timezone.now().date()
    past = date(2020, 2, 29)
    shown = make_event(f"{OPEN} on", status="published", first_day=today, last_day=today)
    revealing = make_event(f"{OPEN} reveal", status="published", first_day=past, reveal_mode=True)
    archived = make_event(f"{OPEN} past", status="archived", first_day=past)
    draft = secret_event("draft", crew, first_day=today)
    theirs = secret_event("theirs", other, status="published", first_day=today)

    known = {"contact": f"{SECRET} contact"}
    band = make_band(f"{OPEN} band", **known)
    venue = make_venue(f"{OPEN} venue", phone=f"{SECRET} phone", **known)
    for event in (shown, revealing, archived):
        make_performance(event, band, venue=venue, announced_at=timezone.now())
        secret_set(event, f"removed {event.pk}", removed_at=timezone.now())
    for number, event in enumerate((revealing, draft, theirs)):
        secret_set(event, f"unannounced {number}", announced_at=None)
        secret_set(event, f"going ahead {number}", cancelled_at=None, cancel_reason="")
    return {
        "public": [event.slug for event in (shown, revealing, archived)],
        "hidden": [event.slug for event in (draft, theirs)],
    }
