"""The cast, and the things they work on: plain functions with sensible defaults."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts import sessions
from accounts.models import Membership, Organization, Role, User
from bands.models import Band
from bands.names import slug_for
from events import typed_times
from events.models import Event, Performance, Venue

SATURDAY = date(2026, 10, 10)


@pytest.fixture
def crew(db: None) -> Organization:
    """The organization that the first migration made."""
    return Organization.objects.get()


@pytest.fixture
def other_crew(db: None) -> Organization:
    return Organization.objects.create(name="Other crew", slug="other", host="other.example.org")


def make_member(name: str, role: Role, organization: Organization) -> User:
    user = User.objects.create_user(f"{name}@example.org", "a long enough password", name=name)
    Membership.objects.create(user=user, organization=organization, role=role)
    return user


@pytest.fixture
def ada(crew: Organization) -> User:
    """Admin."""
    return make_member("Ada", Role.ADMIN, crew)


@pytest.fixture
def ed(crew: Organization) -> User:
    """Editor."""
    return make_member("Ed", Role.EDITOR, crew)


@pytest.fixture
def vic(crew: Organization) -> User:
    """Viewer."""
    return make_member("Vic", Role.VIEWER, crew)


@pytest.fixture
def staff(crew: Organization) -> User:
    """A superuser, at a desk in the Django admin."""
    return User.objects.create_superuser("staff@example.org", "a long enough password")


def signed_in(user: User) -> Client:
    """Return the browser of somebody who has signed in just now."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[sessions.PROVEN] = timezone.now().isoformat()
    session.save()
    return client


def make_staff(name: str, role: Role, organization: Organization) -> User:
    """A member who may also open the Django admin."""
    user = make_member(name, role, organization)
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user


@pytest.fixture
def desk_of_ed(crew: Organization) -> Client:
    """The admin of an editor who is staff."""
    return signed_in(make_staff("Ed", Role.EDITOR, crew))


@pytest.fixture
def desk_of_vic(crew: Organization) -> Client:
    return signed_in(make_staff("Vic", Role.VIEWER, crew))


@pytest.fixture
def client_of_ada(ada: User) -> Client:
    return signed_in(ada)


@pytest.fixture
def client_of_ed(ed: User) -> Client:
    return signed_in(ed)


@pytest.fixture
def client_of_vic(vic: User) -> Client:
    return signed_in(vic)


@pytest.fixture
def client_of_staff(staff: User) -> Client:
    return signed_in(staff)


def make_event(
    name: str = "Vol. 7", *, organization: Organization | None = None, **fields
) -> Event:
    organization = organization or Organization.objects.earliest("pk")
    taken = Event.objects.filter(organization=organization).values_list("slug", flat=True)
    first_day = fields.pop("first_day", SATURDAY)
    return Event.objects.create(
        organization=organization,
        name=name,
        slug=fields.pop("slug", slug_for(name, taken, otherwise="event")),
        first_day=first_day,
        last_day=fields.pop("last_day", first_day),
        **fields,
    )


def make_band(
    name: str = "The Rills", *, organization: Organization | None = None, **fields
) -> Band:
    organization = organization or Organization.objects.earliest("pk")
    taken = Band.objects.filter(organization=organization).values_list("slug", flat=True)
    slug = slug_for(name, taken, otherwise="band")
    return Band.objects.create(organization=organization, name=name, slug=slug, **fields)


def make_venue(
    name: str = "Room 47", *, organization: Organization | None = None, **fields
) -> Venue:
    organization = organization or Organization.objects.earliest("pk")
    taken = Venue.objects.filter(organization=organization).values_list("slug", flat=True)
    slug = slug_for(name, taken, otherwise="venue")
    return Venue.objects.create(organization=organization, name=name, slug=slug, **fields)


def make_performance(
    event: Event,
    band: Band | str = "The Rills",
    *,
    venue: Venue | str | None = None,
    start: str | None = "20:30",
    end: str | None = None,
    **fields,
) -> Performance:
    """Put a set into the lineup behind the ledger's back; bands and venues are found by name."""
    organization = event.organization
    if isinstance(band, str):
        band = Band.objects.filter(organization=organization, name=band).first() or make_band(
            band, organization=organization
        )
    if isinstance(venue, str):
        venue = Venue.objects.filter(organization=organization, name=venue).first() or make_venue(
            venue, organization=organization
        )
    slot = typed_times.slot(start or "", end or "", turn=event.day_turn)
    return Performance.objects.create(
        event=event,
        band=band,
        venue=venue,
        day=fields.pop("day", event.first_day),
        start=slot.start,
        end=slot.end,
        **fields,
    )
