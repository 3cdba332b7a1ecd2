"""Adding a set by one typed line: read back first, then added; or asked about."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from bands.models import Band
from events.models import ChangeSet, Event, Performance, Venue
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue
from tests.events.editing import HTMX, PAGE, understood

ADD = f"{PAGE}add/"


@pytest.fixture
def event(db: None) -> Event:
    return make_event()


def lineup_of(event: Event) -> list[tuple[object, ...]]:
    rows = event.performances.live().select_related("band", "venue").in_order()
    return [(row.band.name, row.venue and row.venue.name, row.start, row.end) for row in rows]


def test_what_was_understood_is_shown_before_it_is_saved(
    client_of_ed: Client, event: Event
) -> None:
    make_band("Harpoonist"), make_venue("Room 47")

    live = client_of_ed.get(ADD, {"line": "Harpoonist @ Room 47 8:15pm-9"}, headers=HTMX)
    sent = client_of_ed.post(ADD, {"line": "Harpoonist @ Room 47 8:15pm-9"})

    for response in (live, sent):
        assertContains(response, "20:15–21:00")
        assertContains(response, "<b><bdi>Harpoonist</bdi></b>")
        assertContains(response, "in <b><bdi>Room 47</bdi></b>")
    assert "<html" not in live.content.decode()
    assert lineup_of(event) == []


def test_a_line_is_added_once_it_was_read_back(client_of_ed: Client, event: Event) -> None:
    line = understood(client_of_ed, "Harpoonist @ Room 47 8:15pm-9")

    response = client_of_ed.post(ADD, line, follow=True)

    assertRedirects(response, PAGE)
    assertContains(response, "Added Harpoonist.")
    assert lineup_of(event) == [("Harpoonist", "Room 47", 1215, 1260)]


def test_htmx_gets_the_new_row_the_header_and_an_empty_line(
    client_of_ed: Client, event: Event
) -> None:
    make_performance(event, "First", start="18:00")
    line = understood(client_of_ed, "Harpoonist 20:15", since=0)

    response = client_of_ed.post(ADD, line, headers=HTMX)

    html = response.content.decode()
    assert html.count("<li id=") == 1
    assert "<html" not in html
    assertContains(response, 'data-added="Harpoonist 20:15"')
    assertContains(response, '<input type="hidden" id="quick-key"')
    assertContains(response, "2 sets</a>")
    assertContains(response, "Added Harpoonist.")


def test_what_changed_since_it_was_read_back_is_shown_again(
    client_of_ed: Client, event: Event
) -> None:
    line = understood(client_of_ed, "Harpoonist @ Room 47 8:15pm-9")
    make_band("The Harpoonist")

    response = client_of_ed.post(ADD, line)

    assertContains(response, "Use <b><bdi>The Harpoonist</bdi></b>", status_code=422)
    assert lineup_of(event) == []


def test_new_names_are_said_to_be_new(client_of_ed: Client, event: Event) -> None:
    response = client_of_ed.get(ADD, {"line": "Harpoonist @ Room 47"}, headers=HTMX)

    assertContains(response, "New band")
    assertContains(response, "New venue")


@pytest.mark.parametrize("line", ["", " ", "8:15pm", "x" * 200, "Rills @ Ship @ Barn", "a\x00b"])
def test_a_line_that_says_no_set_is_refused_and_kept(
    client_of_ed: Client, event: Event, line: str
) -> None:
    fragment = client_of_ed.post(ADD, {"line": line}, headers=HTMX)
    page = client_of_ed.post(ADD, {"line": line})

    for response in (fragment, page):
        assertContains(response, 'class="error"', status_code=422)
    assertContains(page, 'aria-invalid="true"', status_code=422)
    assert lineup_of(event) == []


def test_two_hundred_characters_are_refused_in_words(client_of_ed: Client, event: Event) -> None:
    response = client_of_ed.post(ADD, {"line": "x" * 200})

    assertContains(response, "A line has at most 199 characters; this has 200.", status_code=422)
    assertContains(response, "x" * 200, status_code=422)


def test_a_line_of_several_days_asks_which(client_of_ed: Client) -> None:
    event = make_event(last_day=SATURDAY.replace(day=11))

    asked = client_of_ed.post(ADD, {"line": "Rills 8pm"})
    client_of_ed.post(ADD, understood(client_of_ed, "Rills sun 8pm"))

    assertContains(asked, "Which day? Type Saturday, or day 1.", status_code=422)
    assert [row.day.day for row in event.performances.all()] == [11]


def test_the_next_free_slot_is_proposed_and_never_put_in_by_itself(
    client_of_ed: Client, event: Event
) -> None:
    make_performance(event, "First", venue="Room 47", start="20:00", end="20:42")

    line = understood(client_of_ed, "Harpoonist @ Room 47")
    shown = client_of_ed.post(ADD, line | {"understood": ""})
    client_of_ed.post(ADD, line)
    client_of_ed.post(ADD, understood(client_of_ed, "Ø @ Room 47", free_slot="on"))

    assertContains(shown, '<b class="num">20:55–21:37</b>')
    assert lineup_of(event)[1:] == [
        ("Ø", "Room 47", 1255, 1297),
        ("Harpoonist", "Room 47", None, None),
    ]


def test_the_conflict_it_would_make_is_said_before(client_of_ed: Client, event: Event) -> None:
    make_performance(event, "First", venue="Room 47", start="20:00", end="21:00")

    response = client_of_ed.get(ADD, {"line": "Ø @ Room 47 20:30-21:30"}, headers=HTMX)

    assertContains(response, "Room 47 is double-booked for 30 min: First until 21:00.")


def test_a_line_sent_twice_adds_one_set(client_of_ed: Client, event: Event) -> None:
    line = understood(client_of_ed, "Harpoonist 20:15", form_key="k" * 32)

    answers = [client_of_ed.post(ADD, line, follow=True) for _ in range(2)]

    assertContains(answers[1], "Added Harpoonist.")
    assert len(lineup_of(event)) == 1
    assert ChangeSet.objects.count() == 1


def test_another_line_from_a_page_gone_back_to_is_added_too(
    client_of_ed: Client, event: Event
) -> None:
    for name in ("Harpoonist", "The Rills"):
        client_of_ed.post(ADD, understood(client_of_ed, name, form_key="k" * 32))

    assert [row[0] for row in lineup_of(event)] == ["Harpoonist", "The Rills"]


def test_who_may_not_add_does_not(client_of_vic: Client, event: Event) -> None:
    assert client_of_vic.get(ADD).status_code == 403
    assert client_of_vic.post(ADD, {"line": "Rills"}).status_code == 403
    assertNotContains(client_of_vic.get(PAGE), 'name="line"')


def test_nothing_is_added_to_an_archived_event(client_of_ed: Client) -> None:
    event = make_event(status="archived")

    response = client_of_ed.post(ADD, understood(client_of_ed, "Rills @ Barn"))

    assertContains(response, "Unarchive it to change it.", status_code=409)
    assert lineup_of(event) == []
    assert not Band.objects.exists()
    assert not Venue.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 20, 200])
def test_adding_takes_as_many_statements_in_a_long_lineup_as_in_a_short_one(
    client_of_ed: Client, event: Event, django_assert_max_num_queries, count: int
) -> None:
    for number in range(count):
        make_performance(event, f"Band {number}", venue=f"Venue {number % 20}")
    line = understood(client_of_ed, "Band 0 @ Venue 0 23:00", since=0, form_key="k" * 32)

    with django_assert_max_num_queries(50) as captured:
        client_of_ed.post(ADD, line, headers=HTMX)

    statements = [one for one in captured.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(statements) == 23
    assert Performance.objects.count() == count + 1
