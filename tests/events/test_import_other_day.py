"""The list of the last edition, pasted into the next: its days are not the event's."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Organization
from events.models import Event
from tests.cast import make_event
from tests.events.importing import PLAN, counts, names, paste, press_import, tap

LIST = "band,day,start\nOne,2024-05-19,20:00\nTwo,2024-05-19,late\nThree,,21:00\n"
OFFER = 'value="only day"'


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def test_lines_of_another_day_are_taken_on_the_only_one_there_is(
    event: Event, client_of_ed: Client
) -> None:
    paste(client_of_ed, LIST)
    shown = client_of_ed.get(PLAN)
    assert (shown.context["other_days"], OFFER in shown.content.decode()) == (2, True)

    tap(client_of_ed, all="only day")

    after = client_of_ed.get(PLAN)
    assert counts(after) == {"need": 1, "new": 2}  # the time that is none is still one
    assert (after.context["other_days"], OFFER in after.content.decode()) == (0, False)

    tap(client_of_ed, out="3")
    press_import(client_of_ed)
    assert names(event) == ["One", "Three"]
    assert {row.day for row in event.performances.all()} == {event.first_day}


def test_where_there_are_several_days_a_person_says_which(
    event: Event, client_of_ed: Client
) -> None:
    event.last_day = event.first_day + timedelta(days=1)
    event.save()
    paste(client_of_ed, LIST)

    shown = client_of_ed.get(PLAN)

    assert (shown.context["errors"], OFFER in shown.content.decode()) == (3, False)
    assert tap(client_of_ed, all="only day").status_code == 404
