"""Adding faster than a line is read back: added where nothing is open, else asked; never silent."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from events.models import Event, Venue
from tests.cast import make_event, make_performance, make_venue
from tests.events.editing import HTMX, PAGE, understood

ADD = f"{PAGE}add/"


@pytest.fixture
def event(db: None) -> Event:
    return make_event()


def sets(event: Event) -> list[tuple[str, str, int | None]]:
    rows = event.performances.live().select_related("band", "venue").order_by("pk")
    return [(row.band.name, str(row.venue), row.start) for row in rows]


def test_a_line_without_a_question_is_added_at_once_and_read_back(
    client_of_ed: Client, event: Event
) -> None:
    response = client_of_ed.post(ADD, {"line": "Rills @ Barn 8pm-9", "since": 0}, headers=HTMX)

    assertContains(response, "Added Rills.")
    assertContains(response, '<b class="num">20:00–21:00</b>')
    assertContains(response, "New venue")
    assertNotContains(response, "Not added yet")
    assert sets(event) == [("Rills", "Barn", 1200)]


@pytest.mark.parametrize(
    ("line", "status", "question"),
    [
        ("Ø @ Room 47 20:30-21:30", 200, "It makes a conflict."),
        ("Ø @ Room 47", 200, "It has no time. Take the free slot, or Add again to leave it open."),
        ("Ø @ Rooom 47 22:30", 422, "Which one is it?"),
        ("First @ Barn 22:30", 422, "Which one is it?"),
    ],
)
def test_a_question_is_asked_in_words_and_answered_by_adding_again(
    client_of_ed: Client, event: Event, line: str, status: int, question: str
) -> None:
    make_performance(event, "The First", venue="Room 47", start="20:00", end="21:00")

    asked = client_of_ed.post(ADD, {"line": line}, headers=HTMX)

    assertContains(asked, "Not added yet.", status_code=status)
    assertContains(asked, question, status_code=status)
    assert len(sets(event)) == 1
    answer = {"venue_is": "room-47"} if "Rooom" in line else {}
    client_of_ed.post(ADD, understood(client_of_ed, line, since=0, **answer), headers=HTMX)
    assert len(sets(event)) == 2


def test_without_scripts_it_is_said_that_nothing_is_added_yet(
    client_of_ed: Client, event: Event
) -> None:
    response = client_of_ed.post(ADD, {"line": "Rills @ Barn 8pm-9"})

    assertContains(response, "Not added yet.")
    assertContains(response, "If this is right, press Add.")
    assertNotContains(response, "Or by fields")
    assertContains(client_of_ed.get(ADD), "Or by fields")
    assert sets(event) == []


def test_a_venue_named_by_a_part_of_its_name_is_asked_about(
    client_of_ed: Client, event: Event
) -> None:
    known = make_venue("The Feline & Fiddle")
    line = understood(client_of_ed, "T.R. Oakley @ Feline 8pm-9")

    asked = client_of_ed.post(ADD, line)
    client_of_ed.post(ADD, line | {"venue_is": known.slug})

    assertContains(asked, "Use <b><bdi>The Feline &amp; Fiddle</bdi></b>", status_code=422)
    assert sets(event) == [("T.R. Oakley", "The Feline & Fiddle", 1200)]
    assert Venue.objects.count() == 1
