"""What is said while an event is off: how and when it comes back, and what fans find meanwhile."""

from datetime import date

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains
from time_machine import travel

from accounts.models import Organization, User
from tests.cast import make_event, signed_in
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


@pytest.mark.parametrize(
    ("clock", "to", "status"),
    [
        ("12:00", "2026-10-09", 422),
        ("12:00", "2025-10-24", 422),
        ("12:00", "2026-10-10", 302),
        ("05:59", "2026-10-09", 302),  # Friday goes on until six, whatever day UTC has
        ("06:00", "2026-10-09", 422),
    ],
)
@pytest.mark.parametrize("how", ["postpone", "go_ahead"])
def test_no_event_goes_to_a_day_that_is_over(
    crew: Organization, ed: User, how: str, clock: str, to: str, status: int
) -> None:
    event = make_event(status="published", called_off="cancelled", first_day=date(2026, 10, 17))
    address = f"/manage/events/{event.slug}/call-off/"

    with travel(toronto(clock), tick=False):
        answer = signed_in(ed).post(address, {"how": how, "to": to, "reason": "Snow"})

    event.refresh_from_db()
    assert answer.status_code == status
    if status == 302:
        assert (event.called_off, event.first_day) == ("no", date.fromisoformat(to))
        return
    assert (event.called_off, event.first_day) == ("cancelled", date(2026, 10, 17))
    form = answer.context["forms"][how]
    assert form.errors == {"to": ["That day is over."]}
    assert form["to"].value() == to
    assertContains(answer, "That day is over.", count=1, status_code=422)
    assertContains(answer, f'value="{to}"', count=1, status_code=422)


def test_after_one_that_was_called_off_comes_the_next(crew: Organization, client: Client) -> None:
    with travel(toronto("12:00"), tick=False):
        assertContains(client.get("/"), "The first edition goes up here")
        make_event("Sunk", status="published", called_off="cancelled")
        shown = client.get("/")

    assertContains(shown, "The next edition goes up here when its date is set.")
    assertContains(shown, "Sunk")
