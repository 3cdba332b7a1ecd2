"""One set, edited in its row or on a page of its own."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from events.models import ChangeSet, Performance
from tests.cast import SATURDAY, make_event, make_performance
from tests.events.editing import PAGE, edit_url, in_row, typed


@pytest.fixture
def rills(db: None) -> Performance:
    return make_performance(make_event(), "The Rills", venue="Room 47", start="20:30", end="21:15")


def facts(performance: Performance) -> tuple[object, ...]:
    performance = Performance.objects.select_related("band", "venue").get(pk=performance.pk)
    venue = performance.venue.name if performance.venue else None
    return performance.band.name, venue, performance.start, performance.end, performance.note


def test_a_set_is_edited_without_scripts(client_of_ed: Client, rills: Performance) -> None:
    assertContains(client_of_ed.get(edit_url(rills)), "<h1>Edit <bdi>The Rills</bdi></h1>")

    data = typed(rills, start="21:00", note="loud")
    response = client_of_ed.post(edit_url(rills), data, follow=True)

    assertRedirects(response, PAGE)
    assert facts(rills) == ("The Rills", "Room 47", 1260, 1305, "loud")
    assertContains(response, "Moved The Rills to 21:00.")
    assertContains(response, "/undo/")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"band": "Ø"}, ("Ø", "Room 47", 1230, 1275, "")),
        ({"venue": "New Place"}, ("The Rills", "New Place", 1230, 1275, "")),
        ({"venue": ""}, ("The Rills", None, 1230, 1275, "")),
        ({"start": ""}, ("The Rills", "Room 47", None, None, "")),
        ({"end": ""}, ("The Rills", "Room 47", 1230, None, "")),
        ({"length": "60"}, ("The Rills", "Room 47", 1230, 1290, "")),
        ({"end": "9:45pm"}, ("The Rills", "Room 47", 1230, 1305, "")),
    ],
)
def test_any_field_can_be_edited(
    client_of_ed: Client, rills: Performance, changes: dict, expected: tuple
) -> None:
    client_of_ed.post(edit_url(rills), typed(rills, **changes))

    assert facts(rills) == expected


def test_the_day_is_edited_where_there_are_several(client_of_ed: Client) -> None:
    event = make_event(last_day=date(2026, 10, 11))
    performance = make_performance(event, "The Rills")

    client_of_ed.post(edit_url(performance), typed(performance, day="2026-10-11"))

    performance.refresh_from_db()
    assert performance.day == date(2026, 10, 11)
    assertNotContains(client_of_ed.get(f"{PAGE}add/"), "Day 1")


def test_the_row_becomes_a_form_and_a_row_again(client_of_ed: Client, rills: Performance) -> None:
    form = client_of_ed.get(edit_url(rills), headers=in_row(rills))
    row = client_of_ed.get(f"{PAGE}{rills.public_id}/", headers=in_row(rills))

    for fragment in (form, row):
        html = fragment.content.decode()
        assert html.strip().startswith(f'<li id="set-{rills.public_id}"')
        assert html.count("<li id=") == 1
        assert "<html" not in html
    assertContains(form, 'value="The Rills"')
    assertContains(row, "autofocus")


def test_a_set_in_conflict_is_edited_beside_what_would_solve_it(
    client_of_ed: Client, rills: Performance
) -> None:
    other = make_performance(rills.event, "Ø", venue="Room 47", start="21:00", end="21:30")

    response = client_of_ed.get(edit_url(other), headers=in_row(other))

    assertContains(response, "Room 47 is double-booked for 15 min: The Rills until 21:15.")
    assertContains(response, "Move Ø to 21:25")


def test_a_save_in_the_row_answers_with_that_row_and_the_header(
    client_of_ed: Client, rills: Performance
) -> None:
    for number in range(20):
        make_performance(rills.event, f"Band {number}", venue=f"Venue {number}", start="18:00")

    response = client_of_ed.post(
        edit_url(rills), typed(rills, note="loud", since=0), headers=in_row(rills)
    )

    html = response.content.decode()
    assert html.count("<li id=") == 1
    assertContains(response, f'<li id="set-{rills.public_id}" class="set-row" hx-swap-oob="true"')
    assertContains(response, '<div id="event-head" class="event-sums" hx-swap-oob="true"')
    assertContains(response, "Changed The Rills.")
    assertNotContains(response, "Band 1")


def test_a_save_that_changes_nothing_closes_the_form(
    client_of_ed: Client, rills: Performance
) -> None:
    response = client_of_ed.post(edit_url(rills), typed(rills, since=0), headers=in_row(rills))

    assertContains(response, f'<li id="set-{rills.public_id}" class="set-row" hx-swap-oob="true"')
    assertContains(response, "It was so already.")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"band": ""}, "Type a name."),
        ({"band": "x" * 101}, "A name has at most 100 characters; this has 101."),
        ({"band": "\u200b"}, "Give it a name."),
        ({"venue": "a\x00b"}, "control character"),
        ({"start": "25:00"}, "There is no hour 25."),
        ({"start": "soon"}, "“soon” is not a time."),
        ({"end": "20:30", "length": ""}, "Ends when it starts."),
        ({"length": "x"}, "“x” is not a length."),
        ({"note": "n" * 501}, "at most 500 characters"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_kept(
    client_of_ed: Client, rills: Performance, changes: dict, message: str
) -> None:
    data = typed(rills, **{"note": "typed", **changes})

    response = client_of_ed.post(edit_url(rills), data, headers=in_row(rills))

    assertContains(response, message, status_code=422)
    assertContains(response, 'aria-invalid="true"', status_code=422)
    assertContains(response, data["note"], status_code=422)
    assert facts(rills) == ("The Rills", "Room 47", 1230, 1275, "")


def test_a_day_outside_the_event_is_refused(client_of_ed: Client, rills: Performance) -> None:
    response = client_of_ed.post(edit_url(rills), typed(rills, day="2027-01-01"))

    assertContains(response, "This is not a day of the event.", status_code=422)
    rills.refresh_from_db()
    assert rills.day == SATURDAY


def test_a_form_sent_twice_is_one_act(client_of_ed: Client, rills: Performance) -> None:
    data = typed(rills, note="loud")

    answers = [client_of_ed.post(edit_url(rills), data, follow=True) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assertContains(answers[1], "Changed The Rills.")
    assert ChangeSet.objects.count() == 1


def test_who_may_not_edit_does_not(
    client_of_vic: Client, client_of_ed: Client, rills: Performance
) -> None:
    assert client_of_vic.get(edit_url(rills)).status_code == 403
    assert client_of_vic.post(edit_url(rills), typed(rills, note="x")).status_code == 403
    assert client_of_ed.get(f"{PAGE}bbbbbbbbbbbb/edit/").status_code == 404
    assert client_of_ed.put(edit_url(rills)).status_code == 405


def test_an_archived_event_is_read_but_not_changed(client_of_ed: Client) -> None:
    performance = make_performance(make_event(status="archived"), "The Rills", start="20:30")

    page = client_of_ed.get(PAGE)
    response = client_of_ed.post(edit_url(performance), typed(performance, note="x"))

    assertContains(page, "Unarchive it to change it.")
    assertNotContains(page, edit_url(performance))
    assertContains(response, "Unarchive it to change it.", status_code=409)
    assert facts(performance)[-1] == ""


@pytest.mark.parametrize("count", [1, 3, 20, 200])
def test_a_save_takes_as_many_statements_in_a_long_lineup_as_in_a_short_one(
    client_of_ed: Client, rills: Performance, count: int
) -> None:
    for number in range(count):
        make_performance(rills.event, f"Band {number}", venue=f"Venue {number % 20}")

    with CaptureQueriesContext(connection) as captured:
        client_of_ed.post(
            edit_url(rills), typed(rills, start="22:00", since=0), headers=in_row(rills)
        )

    assert sum("SAVEPOINT" not in query["sql"] for query in captured) == 22
