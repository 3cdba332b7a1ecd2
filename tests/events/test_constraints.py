"""What the database itself refuses, should anything ever come past the verbs."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from accounts.models import Membership, Organization, Role, User
from bands.models import Band
from events.models import Event, Performance, Venue
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue


@pytest.mark.parametrize(
    "values",
    [
        {"start": 1230, "end": 1230},
        {"start": 1230, "end": 1229},
        {"start": 1230, "end": 1951},
        {"start": None, "end": 1230},
        {"start": 2880},
        {"cancel_reason": "ill"},
    ],
)
def test_a_set_that_cannot_be(crew: Organization, values: dict[str, object]) -> None:
    make_performance(make_event(), start=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Performance.objects.update(**values)


def test_sets_at_the_limits_can_be(crew: Organization) -> None:
    make_performance(make_event(), start=None)

    Performance.objects.update(start=0, end=720)
    Performance.objects.update(start=2879, end=2879 + 720)
    Performance.objects.update(start=None, end=None)

    assert Performance.objects.values_list("start", "end").get() == (None, None)


@pytest.mark.parametrize(
    "values",
    [
        {"last_day": SATURDAY - timedelta(days=1)},
        {"status": "secret"},
        {"called_off": "maybe"},
        {"day_turn": 721},
        {"name": ""},
    ],
)
def test_an_event_that_cannot_be(crew: Organization, values: dict[str, object]) -> None:
    make_event()

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(**values)


def test_names_and_addresses_are_unique_in_an_organization_only(
    crew: Organization, other_crew: Organization
) -> None:
    for make in (make_band, make_venue, make_event):
        make("Ñandú")
        make("Ñandú", organization=other_crew)
    for model in (Band, Venue):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(organization=crew, name=" ñANDÚ", slug="other")
    for model, fields in (
        (Band, {}),
        (Venue, {}),
        (Event, {"first_day": SATURDAY, "last_day": SATURDAY}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(organization=crew, name="Other", slug="nandu", **fields)


def test_half_a_coordinate_is_none(crew: Organization) -> None:
    make_venue(latitude="43.46", longitude="-80.52")

    with pytest.raises(IntegrityError), transaction.atomic():
        Venue.objects.update(longitude=None)


def test_a_membership_is_one_and_has_a_known_role(crew: Organization, ed: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=ed, organization=crew, role=Role.ADMIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.update(role="owner")


def test_an_address_to_sign_in_with_is_one_whatever_its_case(ed: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ED@example.org")


def test_a_host_is_one_organizations(crew: Organization, other_crew: Organization) -> None:
    Organization.objects.create(name="Third", slug="third")

    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(name="Fourth", slug="fourth", host="OTHER.example.org")


def test_a_band_or_venue_with_sets_stays(crew: Organization) -> None:
    row = make_performance(make_event(), venue="Room 47")
    Performance.objects.update(removed_at=row.created)

    with pytest.raises(RestrictedError):
        row.band.delete()
    with pytest.raises(RestrictedError):
        row.venue.delete()


def test_an_event_takes_its_sets_and_its_history_along(crew: Organization) -> None:
    event = make_performance(make_event()).event

    event.delete()

    assert (Performance.objects.count(), Band.objects.count()) == (0, 1)
