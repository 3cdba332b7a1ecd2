"""What is said while an event is off: how it comes back, and what fans find meanwhile."""

from datetime import date

from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains
from time_machine import travel

from accounts.models import Organization
from tests.cast import make_event
from tests.events.test_schedule import toronto

STAYS = "Empty where it stays 10 October 2026. With another, every set moves along."
OPEN = "Empty where it is still to be announced. Every set moves along."


def test_going_ahead_without_a_day_keeps_the_day(crew: Organization, client_of_ed: Client) -> None:
    event = make_event(status="published", called_off="cancelled", first_day=date(2026, 10, 10))
    address = f"/manage/events/{event.slug}/call-off/"

    shown = client_of_ed.get(address)

    assertContains(shown, STAYS, count=1)
    assertContains(shown, OPEN, count=1)  # of postponing

    client_of_ed.post(address, {"how": "go_ahead"})

    event.refresh_from_db()
    assert (event.called_off, event.first_day) == ("no", date(2026, 10, 10))
    assertNotContains(client_of_ed.get(address), STAYS)


def test_after_one_that_was_called_off_comes_the_next(crew: Organization, client: Client) -> None:
    with travel(toronto("12:00"), tick=False):
        assertContains(client.get("/"), "The first edition goes up here")
        make_event("Sunk", status="published", called_off="cancelled")
        shown = client.get("/")

    assertContains(shown, "The next edition goes up here when its date is set.")
    assertContains(shown, "Sunk")
