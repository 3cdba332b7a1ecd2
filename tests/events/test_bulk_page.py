"""Changing several sets: shown first, then done, undone from the notice; for those who may."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import User
from events.models import ChangeSet, Event, Performance
from tests.cast import SATURDAY, make_event, make_performance, make_venue, signed_in
from tests.events.bulk import PAGE, applied, lineup_of, marks, shown, words

LINEUP = "/manage/events/vol-7/lineup/"


@pytest.fixture
def event(crew) -> Event:
    event = make_event()
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="20:40")
    make_performance(event, "Ø", venue="Ship", start="22:00", end="22:40")
    make_performance(event, "TK Malone", venue=None, start=None)
    return event


def test_it_is_shown_first_and_nothing_is_written(client_of_ed: Client, event: Event) -> None:
    before = lineup_of(event)

    html = shown(client_of_ed, {"set": marks(event), "verb": "venue", "to_venue": "ship"})

    assert "Move 2 sets to Ship" in words(html)
    assert "The Rills Venue from Room 47 → to Ship" in words(html)
    assert "As it is already: Ø ." in words(html)
    assert (lineup_of(event), ChangeSet.objects.count()) == (before, 0)


def test_what_was_shown_is_done_and_undone(client_of_ed: Client, event: Event) -> None:
    before = lineup_of(event)

    applied(client_of_ed, {"set": marks(event), "verb": "shift", "minutes": "15", "way": "later"})
    after = lineup_of(event)
    page = client_of_ed.get(LINEUP)
    written = ChangeSet.objects.get()
    client_of_ed.post(f"/manage/events/vol-7/undo/{written.operation}/")

    assert after == [("The Rills", "Room 47", 1215), ("Ø", "Ship", 1335), ("TK Malone", None, None)]
    assertContains(page, "Moved 2 sets 15 min later.")
    assertContains(page, f"/manage/events/vol-7/undo/{written.operation}/")
    assert lineup_of(event) == before


@pytest.mark.parametrize(
    ("asked", "becomes"),
    [
        ({"verb": "venue", "to_venue": "?"}, [(None, 1200), (None, 1320), (None, None)]),
        ({"verb": "shift", "minutes": "5", "way": "earlier"}, [("Room 47", 1195), ("Ship", 1315)]),
        ({"verb": "time", "start": "9pm", "end": ""}, [("Room 47", 1260), ("Ship", 1260)]),
        ({"verb": "time", "start": "21:00", "end": "21:30"}, [("Room 47", 1260), ("Ship", 1260)]),
        ({"verb": "time", "start": "TBA", "end": ""}, [("Room 47", None), ("Ship", None)]),
        ({"verb": "length", "length": "30"}, [("Room 47", 1200), ("Ship", 1320)]),
    ],
)
def test_places_and_times(
    client_of_ed: Client, event: Event, asked: dict[str, str], becomes: list[tuple]
) -> None:
    applied(client_of_ed, {"set": marks(event), **asked})

    places = [(venue, start) for _, venue, start in lineup_of(event)]
    assert places[: len(becomes)] == becomes
    assert ChangeSet.objects.count() == 1


def test_two_sets_swap_their_slots(client_of_ed: Client, event: Event) -> None:
    html = shown(client_of_ed, {"set": marks(event)[:2], "verb": "swap"})
    applied(client_of_ed, {"set": marks(event)[:2], "verb": "swap"})

    assert "2 sets change: no new conflict." in words(html)
    assert lineup_of(event)[:2] == [("The Rills", "Ship", 1320), ("Ø", "Room 47", 1200)]


def test_states(client_of_ed: Client, event: Event) -> None:
    def states() -> list[list[bool]]:
        rows = event.performances.order_by("pk").values_list(
            "announced_at", "cancelled_at", "removed_at"
        )
        return [[value is not None for value in row] for row in rows]

    for verb, becomes in (
        ("announce", [True, False, False]),
        ("unannounce", [False, False, False]),
        ("cancel", [False, True, False]),
        ("restore", [False, False, False]),
        ("remove", [False, False, True]),
    ):
        applied(client_of_ed, {"set": marks(event), "verb": verb, "reason": "flood"})
        assert states() == [becomes] * 3


def test_sets_move_to_another_day_where_there_is_one(client_of_ed: Client) -> None:
    sunday = SATURDAY.replace(day=11)
    event = make_event(last_day=sunday)
    row = make_performance(event)

    applied(client_of_ed, {"set": marks(event), "verb": "day", "day": sunday.isoformat()})

    row.refresh_from_db()
    assert row.day == sunday


def test_sets_are_copied_to_another_event(client_of_ed: Client, event: Event) -> None:
    other = make_event("Vol. 8", first_day=SATURDAY.replace(day=31))

    html = shown(client_of_ed, {"set": marks(event), "verb": "copy", "into": other.slug})
    applied(client_of_ed, {"set": marks(event), "verb": "copy", "into": other.slug})

    assert "Copy 3 sets to Vol. 8" in words(html)
    assert lineup_of(other) == lineup_of(event)
    assert {row.day for row in other.performances.all()} == {other.first_day}


def test_htmx_gets_the_sheet_alone(client_of_ed: Client, event: Event) -> None:
    data = {"set": marks(event), "verb": "announce"}

    part = client_of_ed.post(PAGE, data, headers={"HX-Request": "true"})
    whole = client_of_ed.post(PAGE, data)

    assert part.content.decode().strip().startswith('<div id="bulk-sheet"')
    assert [response["Vary"].count("HX-Request") for response in (part, whole)] == [1, 1]
    assertContains(whole, "<h1>Announce 3 sets</h1>")


def test_only_editors_may(client_of_ed: Client, client_of_vic: Client, event: Event) -> None:
    data = {"set": marks(event), "verb": "remove"}
    outsider = signed_in(User.objects.create_user("eve@example.org", "a long enough password"))

    assert client_of_vic.post(PAGE, data).status_code == 403
    assert outsider.post(PAGE, data).status_code == 404
    assertRedirects(Client().post(PAGE, data), "/accounts/login/?next=/manage/")
    assertRedirects(client_of_ed.get(PAGE), LINEUP)
    assert client_of_ed.put(PAGE).status_code == 405
    assert Performance.objects.live().count() == 3


def test_of_very_many_conflicts_some_are_spelt_out_and_all_are_counted(
    client_of_ed: Client, crew
) -> None:
    event = make_event()
    for number in range(12):
        make_performance(event, f"Band {number}", venue="Ship", start=f"{10 + number}:00")

    html = shown(client_of_ed, {"set": marks(event), "verb": "time", "start": "20:00", "end": ""})

    assert "11 sets change: 66 new conflicts, 11 solved." in words(html)
    assert ("The first 50 of 66." in words(html), html.count("is double-booked")) == (True, 50)


@pytest.mark.parametrize("count", [1, 3, 60])
def test_a_preview_takes_the_same_statements_for_any_number(
    client_of_ed: Client, django_assert_num_queries, count: int
) -> None:
    event = make_event()
    for number in range(count):
        make_performance(event, f"Band {number}", venue=f"Venue {number}")
    make_venue("Barn")
    data = {"set": marks(event), "verb": "venue", "to_venue": "barn"}

    with django_assert_num_queries(10):
        assert client_of_ed.post(PAGE, data).status_code == 200
