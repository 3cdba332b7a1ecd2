"""Events at the desk: the list, and making new ones."""

import pytest
from django.test import Client

from accounts.models import Organization, User
from events.models import ChangeSet, Event
from tests.cast import SATURDAY, make_event, make_performance
from tests.desk import add, address, errors

NEW = {"name": "Vol. 8", "first_day": "2026-10-10"}


def test_a_new_event_is_a_draft_with_a_history(
    client_of_staff: Client, staff: User, crew: Organization
) -> None:
    response = add(client_of_staff, Event, **NEW, doors="19:00", day_turn="5:00")

    event = Event.objects.get()
    assert response["Location"] == "/admin/events/event/"
    assert (event.organization, event.status, event.slug) == (crew, "draft", "vol-8")
    assert (event.first_day, event.last_day) == (SATURDAY, SATURDAY)
    assert (event.doors, event.day_turn) == ({"1": 1140}, 300)
    assert [(written.label, written.by) for written in event.change_sets.all()] == [
        ("Created", staff)
    ]


def test_a_new_event_finds_a_free_address(client_of_staff: Client) -> None:
    make_event("Vol. 8")

    for name in ("Vol. 8", "new", "Current", "مهرجان"):
        assert add(client_of_staff, Event, **NEW | {"name": name}).status_code == 302

    slugs = Event.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["vol-8", "vol-8-2", "new-2", "current-2", "event"]


def test_with_several_organizations_a_new_event_names_its_own(
    client_of_staff: Client, crew: Organization, other_crew: Organization
) -> None:
    unnamed = add(client_of_staff, Event, **NEW)
    named = add(client_of_staff, Event, **NEW, organization=other_crew.pk)

    assert (unnamed.status_code, set(errors(unnamed))) == (422, {"organization"})
    assert (named.status_code, Event.objects.get().organization) == (302, other_crew)


def test_an_event_cannot_be_deleted_here(client_of_staff: Client) -> None:
    event = make_event()

    assert client_of_staff.post(address(event, "delete"), {"post": "yes"}).status_code == 403
    assert ChangeSet.objects.count() == 0
    assert Event.objects.get() == event


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_events_asks_as_often_for_many(
    client_of_staff: Client, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        make_performance(make_event(f"Vol. {number}"), "The Rills")

    with django_assert_num_queries(8):
        client_of_staff.get("/admin/events/event/")
