"""The organizer's home: every event with its state, and what is still to do."""

import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Organization, Role
from events import overview
from events.models import Event
from tests.cast import SATURDAY, make_event, make_member, make_performance, signed_in

HOME = "/manage/"


def test_home_counts_what_is_booked_open_and_wrong(crew: Organization) -> None:
    event = make_event(status="published", reveal_mode=True)
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="21:00")
    make_performance(event, "Ø", venue="Room 47", start="20:30", announced_at=event.created)
    make_performance(event, "Leigh Rudd", venue="Room 47", start=None, end=None)
    make_performance(event, "Gone", venue="Room 47", start="20:30", removed_at=event.created)
    make_performance(event, "Ill", venue="Room 47", start="20:30", cancelled_at=event.created)

    (glance,) = overview.of(crew)

    assert (glance.sets, glance.unannounced, glance.tba, glance.conflicts) == (4, 2, 1, 1)


def test_home_begins_with_the_latest(crew: Organization) -> None:
    for name, day in (("Vol. 7", 3), ("Vol. 9", 24), ("Vol. 8", 10)):
        make_event(name, first_day=SATURDAY.replace(day=day))

    assert [glance.event.name for glance in overview.of(crew)] == ["Vol. 9", "Vol. 8", "Vol. 7"]


def test_home_finds_nothing_open_in_a_concluded_event(crew: Organization) -> None:
    make_performance(make_event(status="archived"), "The Rills", start=None)

    (glance,) = overview.of(crew)

    assert (glance.sets, glance.unannounced, glance.tba, glance.conflicts) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("fields", "stamps"),
    [
        ({"status": "draft"}, ["Draft"]),
        ({"status": "published"}, ["Published"]),
        ({"status": "archived"}, ["Archived"]),
        ({"status": "published", "called_off": "cancelled"}, ["Published", "Cancelled"]),
        ({"status": "draft", "called_off": "postponed"}, ["Draft", "Postponed"]),
        ({"status": "draft", "reveal_mode": True}, ["Draft", "Reveal mode"]),
    ],
)
def test_home_stamps_each_event_with_its_state(
    client_of_vic: Client, fields: dict, stamps: list[str]
) -> None:
    make_event(**fields)

    html = client_of_vic.get(HOME).content.decode()

    assert re.findall(r'<span class="stamp[^>]*>([^<]*)<', html) == stamps


def test_home_leads_to_public_pages_and_staff_to_the_desk(
    client_of_vic: Client, client_of_staff: Client
) -> None:
    draft, published = make_event("Vol. 8"), make_event("Vol. 7", status="published")
    pages = {event: f'href="/events/{event.slug}/"' for event in (draft, published)}
    desk = f'href="/admin/events/event/{draft.pk}/change/"'

    seen_by_vic = client_of_vic.get(HOME)
    seen_by_staff = client_of_staff.get(HOME)

    assertContains(seen_by_vic, pages[published])
    assertNotContains(seen_by_vic, pages[draft])
    assertNotContains(seen_by_vic, "/admin/")
    assertContains(seen_by_staff, desk)


def test_home_shows_only_what_is_of_this_organization(
    crew: Organization, other_crew: Organization, settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", other_crew.host]
    crew.host = "testserver"
    crew.save()
    make_event("Ours", organization=crew)
    make_event("ZQX7 theirs", organization=other_crew)
    mira = signed_in(make_member("Mira", Role.ADMIN, crew))
    eve = signed_in(make_member("Eve", Role.ADMIN, other_crew))

    assertContains(mira.get(HOME), "Ours")
    assertNotContains(mira.get(HOME), "ZQX7")
    assert eve.get(HOME).status_code == 404
    assertContains(eve.get(HOME, headers={"host": "other.example.org"}), "ZQX7")


def test_home_keeps_names_as_typed_and_escapes_them(client_of_vic: Client) -> None:
    for name in ("<script>alert(1)</script>", "مهرجان", "Zalgo ä̈", "🎸🎸", "=cmd()"):
        make_event(name)

    response = client_of_vic.get(HOME)

    assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;")
    assertNotContains(response, "<script>alert")
    for name in ("مهرجان", "Zalgo ä̈", "🎸🎸", "=cmd()"):
        assertContains(response, f"<bdi>{name}</bdi>")


def test_home_without_events_says_what_to_do_first(
    client_of_vic: Client, client_of_ed: Client
) -> None:
    assertContains(client_of_vic.get(HOME), "<h1>No event yet.</h1>")
    assertContains(client_of_vic.get(HOME), "Ask somebody who is one")
    assertContains(client_of_ed.get(HOME), 'href="/manage/events/new/"')


def test_home_names_who_is_there_and_the_way_out(client_of_vic: Client) -> None:
    response = client_of_vic.get(HOME)

    assertContains(response, "<bdi>Vic</bdi>")
    assertContains(response, '<form method="post" action="/accounts/logout/">')
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assertContains(response, '"historyCacheSize":0')


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_home_is_only_looked_at(client_of_ada: Client, method: str) -> None:
    assert getattr(client_of_ada, method)(HOME).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_as_often_for_many_events_as_for_one(
    client_of_vic: Client, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        event = make_event(f"Vol. {number}", status=Event.Status.PUBLISHED, first_day=SATURDAY)
        for set_number in range(count):
            make_performance(event, f"Band {set_number}", venue="Room 47", start="20:30")

    # Session, user, organization, membership, events, sets, conflicts marked as intended;
    # what is on hold, what was changed lately, mails in doubt.
    with django_assert_num_queries(10):
        client_of_vic.get(HOME)
