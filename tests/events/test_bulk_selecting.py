"""Which sets it is about: ticked, or named by venue, day, time, by all, or by two ends."""

from datetime import timedelta

import pytest
from django.test import Client

from events.models import Event
from tests.cast import SATURDAY, make_event, make_performance
from tests.events.bulk import PAGE, frozen, mark, shown, words

SUNDAY = SATURDAY + timedelta(days=1)


@pytest.fixture
def event(crew) -> Event:
    event = make_event(last_day=SUNDAY)
    make_performance(event, "A", venue="Room 47", start="20:00")
    make_performance(event, "B", venue="Ship", start="21:00")
    make_performance(event, "C", venue="Room 47", start="00:30")
    make_performance(event, "D", venue=None, start=None)
    make_performance(event, "E", venue="Ship", start="20:00", day=SUNDAY)
    return event


def chosen(client: Client, event: Event, page: str = PAGE, **said: object) -> str:
    """Return the bands of the sets that would be announced."""
    sets = str(frozen(shown(client, {"verb": "announce", **said}, page=page))["sets"])
    found = event.performances.order_by("pk").values_list("public_id", "band__name")
    return "".join(name for public_id, name in found if public_id in sets)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"everything": "on"}, "ABCDE"),
        ({"at_venue": "room-47"}, "AC"),
        ({"at_venue": "?"}, "D"),
        ({"on_day": "2026-10-11"}, "E"),
        ({"earliest": "20:30"}, "BC"),
        ({"earliest": "8:30 pm", "latest": "23:00"}, "B"),
        ({"latest": "20:00"}, "AE"),
        ({"at_venue": "ship", "on_day": "2026-10-10"}, "B"),
        ({"everything": "on", "at_venue": "ship"}, "BE"),
    ],
)
def test_selectors_name_sets_by_what_they_share(
    client_of_ed: Client, event: Event, said: dict[str, str], names: str
) -> None:
    assert chosen(client_of_ed, event, **said) == names


def test_ticked_sets_are_added_to_what_selectors_name(client_of_ed: Client, event: Event) -> None:
    ticked = mark(event.performances.get(band__name="D"))

    assert chosen(client_of_ed, event, set=ticked, at_venue="room-47") == "ACD"
    assert chosen(client_of_ed, event, set=ticked) == "D"


def test_everything_between_two_ticked_sets_goes_by_the_order_they_are_shown_in(
    client_of_ed: Client, event: Event
) -> None:
    ends = [mark(event.performances.get(band__name=name)) for name in ("A", "C")]

    assert chosen(client_of_ed, event, set=ends, between="on") == "ABC"
    assert chosen(client_of_ed, event, PAGE + "?by=venue", set=ends, between="on") == "AC"


def test_everything_means_what_is_shown(client_of_ed: Client, event: Event) -> None:
    assert chosen(client_of_ed, event, PAGE + "?show=tba", everything="on") == "D"


def test_a_time_that_is_none_is_said_at_its_field(client_of_ed: Client, event: Event) -> None:
    html = shown(client_of_ed, {"verb": "announce", "earliest": "8"}, 422)

    assert "Is 8 in the morning or the evening? Type 8 am or pm." in words(html)


def test_many_ticked_sets_come_in_one_field(client_of_ed: Client, event: Event) -> None:
    sets = " ".join(mark(row) for row in event.performances.all())

    assert chosen(client_of_ed, event, sets=sets) == "ABCDE"
