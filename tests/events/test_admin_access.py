"""Who comes to the desk, and whose rows they find there."""

import pytest
from django.test import Client
from pytest_django.asserts import assertNotContains

from accounts.models import Organization, User
from bands.models import Band
from events.models import ChangeSet, Event, Performance, Venue
from tests.cast import make_event, make_performance, signed_in
from tests.desk import address, list_of, press

MODELS = [Event, Performance, Venue, Band, ChangeSet]


@pytest.mark.parametrize("path", ["", "events/event/", "events/event/add/", "nothing/", "login/"])
def test_strangers_are_led_to_the_one_way_in(client: Client, db: None, path: str) -> None:
    response = client.get(f"/admin/{path}")

    wanted = "" if path == "login/" else path
    assert response["Location"].replace("%2F", "/") == f"/accounts/login/?next=/admin/{wanted}"


@pytest.mark.parametrize("path", ["", "events/event/", "accounts/user/", "password_change/"])
def test_members_who_are_no_staff_are_refused(client_of_ada: Client, path: str) -> None:
    assert client_of_ada.get(f"/admin/{path}").status_code == 403
    assert client_of_ada.post(f"/admin/{path}").status_code == 403


def test_signing_out_at_the_desk_is_signing_out(client_of_staff: Client) -> None:
    assert client_of_staff.get("/admin/logout/").status_code == 405
    assert client_of_staff.post("/admin/logout/")["Location"] == "/"
    assert client_of_staff.get("/admin/").status_code == 302


def test_staff_without_a_role_find_an_empty_desk(crew: Organization) -> None:
    client = signed_in(User.objects.create_user("new@example.org", is_staff=True))

    assert client.get("/admin/").status_code == 200
    assert [client.get(list_of(model)).status_code for model in MODELS] == [403] * 5


def test_viewers_look_and_change_nothing(desk_of_vic: Client) -> None:
    event = make_event(status="published")
    row = make_performance(event, "The Rills", venue="Room 47")

    for thing in (event, row, row.band, row.venue):
        page = desk_of_vic.get(address(thing))
        assertNotContains(page, 'type="submit" value')
        assertNotContains(page, "desk-buttons")
        assert desk_of_vic.post(address(thing), {"name": "Mine"}).status_code == 403
        assert desk_of_vic.get(f"{list_of(type(thing))}add/").status_code == 403
    press(desk_of_vic, "unpublish", event)
    press(desk_of_vic, "remove", row)
    event.refresh_from_db()
    row.refresh_from_db()
    assert (event.status, row.removed_at) == ("published", None)
    assert ChangeSet.objects.count() == 0
