"""Organizers see how many will hear of it before an event is called off or shows its sets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from events import editions, foreseen, lineup
from events.models import Event, Performance
from tests.cast import make_performance
from tests.fans.telling import make_fan

pytestmark = pytest.mark.django_db
CALL_OFF = "/manage/events/vol-7/call-off/"
PUBLISH = "/manage/events/vol-7/publish/"


def of_band(event: Event, name: str) -> Performance:
    return event.performances.get(band__name=name)


def counts(event: Event) -> dict[str, tuple[int, int | None]]:
    event.refresh_from_db()
    found = foreseen.of_calling_off(event, timezone.now())
    return {how: (hear.fans, hear.moved) for how, hear in found.items()}


def test_before_an_event_is_called_off(told, client_of_ed) -> None:
    assertContains(client_of_ed.get(CALL_OFF), "<b>2 fans will be told.</b>", count=2)
    assert counts(told) == {"postpone": (2, 2), "cancel": (2, None)}


def test_nobody_hears_that_a_draft_is_off(event, client_of_ed) -> None:
    assertContains(client_of_ed.get(CALL_OFF), "Nobody is told: it is a draft.", count=2)


def test_nobody_hears_of_an_event_of_which_nobody_was_told(event, ed, client_of_ed) -> None:
    editions.publish(event, by=ed)

    answer = client_of_ed.get(CALL_OFF)

    # Whoever was told nothing yet is told nothing but the new day.
    assertContains(answer, "Nobody is told.", count=2)
    assertContains(answer, "With a new day: 2 fans.", count=1)


def test_before_it_goes_ahead_again(told, ed, client_of_ed, night) -> None:
    editions.call_off(told, Event.CalledOff.CANCELLED, by=ed)
    # Nobody has heard that it is off, so nobody hears that it is on.
    assert counts(told) == {"go_ahead": (0, 2), "postpone": (2, 2)}
    assertContains(client_of_ed.get(CALL_OFF), "With a new day: 2 fans.", count=1)
    assert len(night.passes(minutes=10)) == 2

    assert counts(told) == {"go_ahead": (2, 2), "postpone": (2, 2)}


@pytest.mark.parametrize("how", ["cancel", "postpone", "go_ahead"])
@pytest.mark.parametrize("days", [0, 3])
def test_as_many_are_told_as_was_said(told, ed, client_of_ed, night, how: str, days: int) -> None:
    """Also where one set is off, which its followers know, and another is new."""
    lineup.cancel([of_band(told, "The Rills")], by=ed)
    night.passes(minutes=10)
    make_fan("new@example.org", make_performance(told, "Brand New", start="23:30").band)
    if how == "go_ahead":
        editions.call_off(told, Event.CalledOff.POSTPONED, by=ed)
        night.passes(minutes=10)
    fans, moved = counts(told)[how]
    to = f"2026-10-{10 + days}" if days else ""

    assert client_of_ed.post(CALL_OFF, {"how": how, "to": to, "reason": ""}).status_code == 302

    expected = moved if days and moved is not None else fans
    assert len(night.passes(minutes=10)) == expected > 0


def test_before_reveal_mode_ends(event, ed, client_of_ed, night) -> None:
    editions.set_reveal_mode(event, on=True, by=ed)
    assertContains(client_of_ed.get(PUBLISH), "Nobody is told before it is published.")
    editions.publish(event, by=ed, even_if_empty=True)
    assertContains(client_of_ed.get(PUBLISH), "<b>2 fans will be told.</b>", count=1)

    client_of_ed.post(PUBLISH, {"step": "reveal_off"})

    assert len(night.passes(minutes=10)) == 2


def test_before_reveal_mode_ends_with_nobody_to_tell(event, ed, client_of_ed, night) -> None:
    editions.set_reveal_mode(event, on=True, by=ed)
    lineup.announce(list(event.performances.exclude(band__name="Kept Apart")), by=ed)
    editions.publish(event, by=ed)
    assert len(night.passes(minutes=10)) == 2

    answer = client_of_ed.get(PUBLISH)

    assertContains(answer, "Nobody is told: no fan follows a band that goes up.", count=1)


def test_before_reveal_mode_hides_what_fans_know_of(told, ed, client_of_ed) -> None:
    lineup.announce([of_band(told, "The Rills")], by=ed)
    sets = "told of sets that are not announced and will hear nothing."
    assertContains(client_of_ed.get(PUBLISH), f"1 fan was {sets}", count=1)
    lineup.announce([of_band(told, "The Harpoonist")], by=ed)

    answer = client_of_ed.get(PUBLISH)

    assertNotContains(answer, sets)
    assertContains(answer, '<p class="prose">Nobody is told.</p>', html=True)


def test_before_an_event_that_fans_know_of_is_taken_down(told, client_of_ed) -> None:
    assertContains(client_of_ed.get(PUBLISH), "2 fans were told of its sets and will hear nothing.")


def test_before_a_concluded_event_is_opened_again(told, ed, client_of_ed) -> None:
    editions.archive(told, by=ed)
    assertContains(client_of_ed.get(PUBLISH), "Nobody is told.")
    make_fan("late@example.org", of_band(told, "Kept Apart").band)

    assertContains(client_of_ed.get(PUBLISH), "<b>1 fan will be told.</b>")


@pytest.mark.parametrize("is_revealing", [False, True])
@pytest.mark.parametrize("address", [CALL_OFF, PUBLISH])
def test_asking_costs_the_same_for_any_number(
    told, ed, client_of_ed, address: str, *, is_revealing: bool
) -> None:
    editions.set_reveal_mode(told, on=is_revealing, by=ed)
    lineup.announce([of_band(told, "The Rills")], by=ed)
    band = of_band(told, "Kept Apart").band
    costs = []
    for fans in (1, 3, 30):
        for number in range(fans):
            make_fan(f"{fans}.{number}@example.org", band)
        with CaptureQueriesContext(connection) as found:
            assertContains(client_of_ed.get(address), "told")
        costs.append(len(found))
    assert costs == costs[:1] * 3
