"""Adding an event and its facts, on the organizer's pages."""

from datetime import date

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import Organization, User
from events import editions
from events.models import ChangeSet, Event
from tests.cast import SATURDAY, make_event, make_performance

NEW, EDIT = "/manage/events/new/", "/manage/events/vol-7/edit/"
DAY = {"first_day": "2026-10-10", "day_turn": "06:00", "timezone": "America/Toronto"}


def typed(client: Client, address: str, **changes: str) -> dict[str, str]:
    """Return what the form at an address sends, with some fields typed anew."""
    form = client.get(address).context["form"]
    sent = {field.html_name: field.value() for field in form}
    return {name: value for name, value in sent.items() if value is not None} | changes


def test_a_name_and_a_day_make_an_event(client_of_ed: Client, crew: Organization) -> None:
    Organization.objects.update(timezone="Europe/Berlin")

    assertContains(client_of_ed.get(NEW), "time zone (<bdi>Europe/Berlin</bdi>)")  # folded away
    sent = typed(client_of_ed, NEW, name="Vol. 16", first_day="2026-10-10")
    response = client_of_ed.post(NEW, sent)

    assertRedirects(response, "/manage/events/vol-16/lineup/")
    event = Event.objects.get()
    assert (event.name, event.first_day, event.last_day) == ("Vol. 16", SATURDAY, SATURDAY)
    assert (event.status, event.timezone, event.day_turn) == ("draft", "Europe/Berlin", 360)
    assert event.change_sets.get().label == "Created"


def test_several_days_and_their_doors_are_taken(client_of_ed: Client, crew: Organization) -> None:
    several = {"last_day": "2026-10-11", "doors": "1: 19:00, 2: 18h30"}

    client_of_ed.post(NEW, {**DAY, "name": "Two nights", **several})

    event = Event.objects.get()
    assert (event.last_day, event.doors) == (date(2026, 10, 11), {"1": 1140, "2": 1110})


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"name": ""}, "name", "Give it a name."),
        ({"name": "   "}, "name", "Give it a name."),
        ({"name": "x" * 300}, "name", "at most 100 characters"),
        ({"name": "a\x00b"}, "name", "Null characters"),
        ({"first_day": ""}, "first_day", "Type a day, like"),
        ({"first_day": "soon"}, "first_day", "Type a day, like"),
        ({"first_day": "0001-01-01"}, "first_day", "between 1950 and 2100"),
        ({"first_day": "9999-12-31"}, "first_day", "between 1950 and 2100"),
        ({"last_day": "2026-10-09"}, "last_day", "The last day is before the first."),
        ({"last_day": "2027-10-10"}, "last_day", "An event lasts 31 days at most."),
        ({"doors": "late"}, "doors", "late"),
        ({"slug": "Vol 7"}, "slug", "small letters"),
        ({"slug": "vol-7"}, "slug", "Another event has this address. vol-7-2 is free."),
        ({"slug": "new"}, "slug", "has a meaning of its own"),
        ({"timezone": "Mars/Olympus"}, "timezone", "Mars"),
        ({"day_turn": "23:00"}, "day_turn", "between 00:00 and 12:00"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    client_of_ed: Client, crew: Organization, wrong: dict, field: str, said: str
) -> None:
    make_event()

    sent = {**DAY, "name": "Kept as typed", "city": "Elora", **wrong}
    response = client_of_ed.post(NEW, sent)

    assert response.status_code == 422
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert said in str(errors[field])
    assertContains(response, 'value="Elora"', status_code=422)
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "slug"),
    [("🎸🎸", "event"), ("Vol. 7", "vol-7-2"), ("new", "new-2"), ("Ärger & Ø", "arger-o")],
)
def test_an_address_is_made_of_any_name(
    client_of_ed: Client, crew: Organization, name: str, slug: str
) -> None:
    make_event()

    client_of_ed.post(NEW, {**DAY, "name": name})

    assert Event.objects.exclude(slug="vol-7").get().slug in {slug, slug.replace("-o", "")}


def test_the_address_is_proposed_while_the_name_is_typed(client_of_ed: Client, crew) -> None:
    make_event()

    response = client_of_ed.get(NEW, {"name": "Vol. 7"}, headers={"HX-Request": "true"})

    assertContains(response, "/events/vol-7-2/")
    assert b"<html" not in response.content
    assert client_of_ed.get(NEW, {"name": "Vol. 9"}).context["form"]["name"].value() == "Vol. 9"


def test_a_form_sent_twice_makes_one_event(client_of_ed: Client, crew: Organization) -> None:
    sent = typed(client_of_ed, NEW, name="Vol. 16", slug="vol-16", first_day="2026-10-10")

    first, second = client_of_ed.post(NEW, sent), client_of_ed.post(NEW, sent)

    assert first.url == second.url == "/manage/events/vol-16/lineup/"
    assert Event.objects.count() == 1


def test_facts_and_days_are_saved_as_one_act(client_of_ed: Client, crew: Organization) -> None:
    performance = make_performance(make_event(doors={"1": 1140}))

    sent = typed(client_of_ed, EDIT, name="Vol. 8", first_day="2026-10-17", last_day="2026-10-17")
    response = client_of_ed.post(EDIT, {**sent, "city": "Elora", "day_turn": "05:00"})

    assertRedirects(response, EDIT)
    written = ChangeSet.objects.get()
    assert written.label == "Changed name, first day, last day, city, when days begin"
    event = Event.objects.get()
    assert (event.name, event.slug, event.city, event.doors) == (
        *("Vol. 8", "vol-7", "Elora"),
        {"1": 1140},
    )
    performance.refresh_from_db()
    assert performance.day == SATURDAY.replace(day=17)


def test_an_edit_is_undone_whole(client_of_ed: Client, crew: Organization) -> None:
    make_event()
    sent = typed(client_of_ed, EDIT, name="Vol. 8", slug="vol-8", timezone="Europe/Berlin")
    client_of_ed.post(EDIT, sent)

    written = ChangeSet.objects.get()
    client_of_ed.post(f"/manage/events/vol-8/undo/{written.operation}/")

    event = Event.objects.get()
    assert (event.name, event.slug, event.timezone) == ("Vol. 7", "vol-7", "America/Toronto")


def test_an_edit_sent_twice_is_one(client_of_ed: Client, crew: Organization) -> None:
    make_event()
    sent = typed(client_of_ed, EDIT, name="Vol. 8")

    answers = [client_of_ed.post(EDIT, sent).status_code for _ in range(2)]

    assert (answers, ChangeSet.objects.count()) == ([302, 302], 1)


def test_a_later_save_says_what_is_there_now(client_of_ed: Client, crew, ada: User) -> None:
    event = make_event()
    sent = typed(client_of_ed, EDIT, city="Kitchener")
    editions.edit_facts(event, city="Elora", by=ada)

    stale = client_of_ed.post(EDIT, sent)

    assertContains(stale, "Ada changed Vol. 7 while you typed", status_code=409)
    assertContains(stale, "Now: Elora", status_code=409)
    assertContains(stale, 'value="Kitchener"', status_code=409)
    assert Event.objects.get().city == "Elora"


def test_days_that_leave_sets_outside_are_refused_by_name(client_of_ed: Client, crew) -> None:
    event = make_event(last_day=SATURDAY.replace(day=11))
    make_performance(event, "The Rills", day=event.last_day)

    response = client_of_ed.post(EDIT, typed(client_of_ed, EDIT, last_day="2026-10-10"))

    assertContains(response, "The Rills lies outside the event", status_code=409)


def test_an_archived_event_keeps_its_days_but_not_its_typos(client_of_ed: Client, crew) -> None:
    make_event(status="archived")

    moved = client_of_ed.post(EDIT, typed(client_of_ed, EDIT, first_day="2026-10-09"))
    named = client_of_ed.post(EDIT, typed(client_of_ed, EDIT, name="Vol. VII"))

    assertContains(moved, "Unarchive it to change its lineup.", status_code=409)
    assert named.status_code == 302
    assert (Event.objects.get().name, Event.objects.get().first_day) == ("Vol. VII", SATURDAY)
