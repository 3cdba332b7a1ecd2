"""Restoring into a taken slot: said who holds it, and asked anew when that changes."""

import pytest
from django.test import Client

from accounts.models import User
from events import lineup
from events.models import Event
from tests.cast import make_event, make_performance
from tests.events.bulk import PAGE, frozen, mark, problem, shown, words


@pytest.fixture
def event(crew) -> Event:
    event = make_event()
    row = make_performance(event, "The Rills", venue="Room 47", start="20:00")
    lineup.cancel([row], by=None)
    make_performance(event, "Ø", venue="Room 47", start="20:30")
    return event


def test_who_holds_the_slot_is_named_and_may_be_overruled(
    client_of_ed: Client, event: Event
) -> None:
    cancelled = event.performances.earliest("pk")

    html = shown(client_of_ed, {"set": mark(cancelled), "verb": "restore"})
    done = client_of_ed.post(PAGE, frozen(html))

    assert "Ø plays there now." in words(html)
    assert done.status_code == 302
    cancelled.refresh_from_db()
    assert cancelled.cancelled_at is None


def test_somebody_who_took_the_slot_meanwhile_is_asked_about(
    client_of_ed: Client, event: Event, ada: User
) -> None:
    cancelled = event.performances.earliest("pk")
    sent = frozen(shown(client_of_ed, {"set": mark(cancelled), "verb": "restore"}))
    late = make_performance(event, "TK Malone", venue="Ship", start="20:15")
    lineup.move([late], venue=cancelled.venue, by=ada)

    html = shown(client_of_ed, sent, 409)
    done = client_of_ed.post(PAGE, frozen(html))

    assert problem(html) == (
        "TK Malone, Ø now plays at Room 47 when The Rills would. Look again before it is restored."
    )
    assert "TK Malone , Ø play there now." in words(html)
    assert done.status_code == 302
