"""Somebody was first: what changed since is named (409), shown as it now is, nothing is done."""

import pytest
from django.test import Client

from accounts.models import User
from events import lineup
from events.models import Event, Performance
from tests.cast import make_event, make_performance
from tests.events.bulk import PAGE, frozen, lineup_of, marks, problem, shown, words

MOVE = {"verb": "venue", "to_venue": "ship"}


@pytest.fixture
def event(crew) -> Event:
    event = make_event()
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="20:40")
    make_performance(event, "Ø", venue="Ship", start="22:00", end="22:40")
    return event


def first(event: Event) -> Performance:
    return event.performances.order_by("pk").select_related("event")[0]


def test_sets_changed_since_are_named_and_shown_as_they_are_now(
    client_of_ed: Client, event: Event, ada: User
) -> None:
    sent = frozen(shown(client_of_ed, {"set": marks(event), **MOVE}))
    lineup.edit(first(event), start=1230, by=ada)

    html = shown(client_of_ed, sent, 409)

    assert problem(html) == "Somebody changed The Rills meanwhile. This is how it stands now."
    assert lineup_of(event)[0] == ("The Rills", "Room 47", 1230)
    assert client_of_ed.post(PAGE, frozen(html)).status_code == 302
    assert lineup_of(event)[0] == ("The Rills", "Ship", 1230)


def test_sets_changed_since_they_were_ticked_are_told_before(
    client_of_ed: Client, event: Event, ada: User
) -> None:
    ticked = marks(event)
    lineup.edit(first(event), start=1230, by=ada)

    html = shown(client_of_ed, {"set": ticked, **MOVE}, 409)

    assert problem(html) == "Somebody changed The Rills meanwhile. This is how it stands now."
    assert client_of_ed.post(PAGE, frozen(html)).status_code == 302


def test_sets_removed_since_are_named_and_left_out(
    client_of_ed: Client, event: Event, ada: User
) -> None:
    sent = frozen(shown(client_of_ed, {"set": marks(event), "verb": "announce"}))
    lineup.remove([first(event)], by=ada)

    html = shown(client_of_ed, sent, 409)

    assert problem(html) == "Somebody removed The Rills meanwhile."
    assert "Announce Ø" in words(html)
    assert client_of_ed.post(PAGE, frozen(html)).status_code == 302


def test_all_of_them_removed_since(client_of_ed: Client, event: Event, ada: User) -> None:
    sent = frozen(shown(client_of_ed, {"set": marks(event), "verb": "announce"}))
    lineup.remove(list(event.performances.select_related("event")), by=ada)

    html = shown(client_of_ed, sent, 409)

    assert problem(html) == "Somebody removed The Rills , Ø meanwhile."
    assert 'class="bulk-apply"' not in html
