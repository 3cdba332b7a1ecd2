"""What is said of a decision is true: before it, of it, and afterwards."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuthEvent, User
from events import lineup
from events.models import Event
from events.times import Slot
from tests.cast import make_venue, signed_in
from tests.fans.telling import TONIGHT, Night, make_fan
from tests.html import Page

pytestmark = pytest.mark.django_db
PAGE = "/manage/events/vol-7/told/"
NOBODY = "Nobody hears of it."
NOBODY_ELSE = "What could not wait was told already. Nobody else hears of it."


def decide(client: Client, what: str) -> str:
    """Press a button, and return what is said of it."""
    answer = client.post(PAGE, {"decide": what, "reason": "A typo."})
    (said,) = list(get_messages(answer.wsgi_request))[-1:]
    return str(said)


def text(client: Client) -> str:
    return " ".join(" ".join(Page(client.get(PAGE).content.decode()).texts).split())


def cancel(event: Event, band: str, by: User) -> None:
    lineup.cancel([event.performances.get(band__name=band)], by=by)


@pytest.mark.parametrize(
    ("band", "seconds", "mails", "said"),
    [
        ("The Rills", 60, 0, NOBODY),  # it can be undone still
        ("The Rills", 90, 2, NOBODY_ELSE),
        ("Kept Apart", 90, 0, NOBODY),  # nobody follows it
    ],
)
def test_what_was_told_already_is_not_said_to_be_kept_from_all(
    told: Event, ed: User, night: Night, band: str, seconds: int, mails: int, said: str
) -> None:
    night.clock.move_to(TONIGHT, tick=False)
    night.passes()
    cancel(told, band, ed)
    assert len(night.passes(seconds=seconds)) == mails

    assert decide(signed_in(ed), "nobody") == said

    detail = AuthEvent.objects.get(what="telling_decided").detail
    assert detail == f"Vol. 7: {said} A typo."
    assert night.passes(minutes=60) == []


def test_what_was_told_before_it_is_another_matter(told: Event, ed: User, night: Night) -> None:
    night.clock.move_to(TONIGHT, tick=False)
    cancel(told, "The Rills", ed)
    assert len(night.passes(seconds=90)) == 2
    night.passes(minutes=10)
    night.clock.shift(1)
    cancel(told, "The Harpoonist", ed)

    assert decide(signed_in(ed), "nobody") == NOBODY


def test_who_begins_to_follow_later_is_told_what_is_true_then(
    told: Event, ed: User, client_of_ed: Client, night: Night
) -> None:
    rills = told.performances.get(band__name="The Rills")
    lineup.move([rills], slot=Slot(21 * 60 + 30), by=ed)
    assert "Who begins to follow later is told what is true then" in text(client_of_ed)
    decide(client_of_ed, "nobody")
    assert night.passes(minutes=10) == []

    make_fan("new@example.org", rills.band)

    assert night.subjects(minutes=10) == [
        "Announced: The Rills, Saturday 10 October 21:30, Room 47"
    ]


@pytest.mark.parametrize(
    ("what", "first", "second"),
    [
        ("now", "Fans are told now.", "Nothing waits any more."),
        ("nobody", NOBODY, "Nothing waits any more."),
        (
            "let_go",
            "The hold is ended: fans hear what is true now.",
            "It was so already.",
        ),
    ],
)
def test_a_second_press_says_why_it_does_nothing(
    told: Event, ed: User, client_of_ed: Client, what: str, first: str, second: str
) -> None:
    decide(client_of_ed, "hold")
    assert decide(client_of_ed, "hold") == "It was so already."
    cancel(told, "The Rills", ed)

    assert decide(client_of_ed, what) == first
    assert decide(client_of_ed, what) == second


def test_what_was_decided_is_listed_in_words_that_stay_true(
    told: Event, ed: User, client_of_ed: Client
) -> None:
    for band, what in (("The Rills", "now"), ("The Harpoonist", "nobody")):
        cancel(told, band, ed)
        decide(client_of_ed, what)
    decide(client_of_ed, "hold")
    decide(client_of_ed, "let_go")

    answer = client_of_ed.get(PAGE)

    assertContains(answer, "let fans hear what was true then.", count=2)
    assertContains(answer, "kept from fans what still waited. <bdi>A typo.</bdi>", count=1)


def test_where_a_told_set_is_now_is_said_to_be_now(
    told: Event, ed: User, client_of_ed: Client
) -> None:
    rills = told.performances.get(band__name="The Rills")
    lineup.move([rills], slot=Slot(20 * 60 + 30), venue=make_venue("Tannery Hall"), by=ed)
    lineup.remove([told.performances.get(band__name="The Harpoonist")], by=ed)

    answer = client_of_ed.get(PAGE)

    assertContains(answer, "now 20:30, <bdi>Tannery Hall</bdi>", count=1)
    assertContains(answer, "22:00, <bdi>Room 47</bdi>", count=1)
    assertNotContains(answer, "now 22:00")
    assert text(client_of_ed).count("One mail can tell of several sets.") == 1
