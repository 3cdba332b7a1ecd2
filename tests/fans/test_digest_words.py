"""How a digest reads: the same facts as text and as HTML, and what is off looks so."""

import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from accounts.models import User
from events import editions, lineup
from events.models import Event
from events.times import Slot
from tests.cast import make_event, make_performance
from tests.fans.mornings import the
from tests.fans.post import html_of, text_of
from tests.fans.telling import Night, follow, make_fan
from tests.html import Page

pytestmark = pytest.mark.django_db
DAY = "Saturday 10 October 2026, Kitchener"


@pytest.fixture
def fay(kitchener_draft: Event):
    """Follows both bands."""
    return make_fan("fay@example.org", *[row.band for row in kitchener_draft.performances.all()])


@pytest.fixture
def mail(fay, kitchener: Event, ed: User, night: Night) -> EmailMessage:
    """The Rills were moved, The Harpoonist is cancelled."""
    lineup.move([the(kitchener, "The Rills")], slot=Slot(21 * 60 + 30), by=ed)
    lineup.cancel([the(kitchener, "The Harpoonist")], reason="Flat tyre.", by=ed)
    (found,) = night.passes(minutes=10)
    return found


def off(event: Event, how: str, reason: str, ed: User, night: Night) -> EmailMessage:
    editions.call_off(event, Event.CalledOff(how), reason=reason, by=ed)
    (found,) = night.passes(minutes=10)
    return found


def test_the_text_says_who_what_when_and_where_to_look(mail, settings) -> None:
    said = text_of(mail).replace("\r\n", "\n").partition("\n--\n")[0]

    assert (
        said
        == f"""Vol. 7
{DAY}

Moved: The Rills
Saturday 10 October 21:00 → 21:30, Room 47
{settings.SITE_URL}/bands/the-rills/

Cancelled: The Harpoonist
Saturday 10 October 22:00, Room 47
Flat tyre.
{settings.SITE_URL}/bands/the-harpoonist/

See the schedule: {settings.SITE_URL}/events/vol-7/
"""
    )


def test_both_parts_name_the_days_with_their_year_and_the_city(mail) -> None:
    assert DAY in " ".join("".join(Page(html_of(mail)).texts).split())
    assert DAY in text_of(mail).splitlines()


def test_beside_its_subject_an_inbox_shows_which_night(mail) -> None:
    preview = re.findall(r'<div style="display: none[^>]*>([^<]*)</div>', html_of(mail))
    assert preview == ["Vol. 7, Saturday 10 October 2026"]


def test_every_stamp_has_its_word_and_the_ink_of_the_pages(mail) -> None:
    tokens = Path("static/css/tokens.css").read_text()
    html = html_of(mail)
    stamps = dict(re.findall(r'<b class="(\w+)" [^>]*border: 2px solid[^>]*>(\w+)</b>', html))
    assert stamps == {"changed": "Moved", "trouble": "Cancelled"}
    for ink in stamps:
        light, dark = re.findall(rf"--{ink}: light-dark\((#\w+), (#\w+)\)", tokens)[0]
        assert re.search(rf'<b class="{ink}" style="[^"]*; color: {light};"', html)
        assert f".{ink} {{ color: {dark} !important; }}" in html


def test_what_is_cancelled_is_struck_and_never_bold(mail) -> None:
    html = html_of(mail)

    assert re.findall(r"<s>(.+?)</s>", html) == ["<b>The Harpoonist</b>", "22:00"]
    assert re.findall(r"<b>(\d\d:\d\d)</b>", html) == ["21:30"]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("cancelled", "The whole event is cancelled, The Rills and The Harpoonist with it."),
        ("postponed", "The whole event is postponed, The Rills and The Harpoonist with it."),
    ],
)
def test_an_event_that_is_off_leads_to_what_is_known(
    fay, kitchener: Event, ed: User, night: Night, settings, how: str, words: str
) -> None:
    found = off(kitchener, how, "Flood.", ed, night)

    assert f">{words}</b>" in html_of(found)
    assert '<s class="soft" style="color: #4b4d50;">Saturday 10 October 2026</s>' in html_of(found)
    assert "See the schedule" not in html_of(found) + text_of(found)
    assert ">See what is known</a>" in html_of(found)
    said = text_of(found).splitlines()
    assert said[3:6] == [f"{how.capitalize()}: Vol. 7", words, "Flood."]
    assert f"See what is known: {settings.SITE_URL}/events/vol-7/" in said


def test_an_event_that_goes_ahead_after_all_leads_to_its_schedule(
    fay, kitchener: Event, ed: User, night: Night
) -> None:
    off(kitchener, "cancelled", "Flood.", ed, night)
    editions.go_ahead(kitchener, by=ed)

    (found,) = night.passes(minutes=10)

    assert "The event goes ahead after all." in html_of(found)
    assert ">See the schedule</a>" in html_of(found)
    assert "Flood." not in html_of(found)


def test_no_mail_to_a_fan_has_runs_of_empty_lines(
    mail, kitchener: Event, fay, ed: User, night: Night
) -> None:
    other = make_event("Vol. 8", status="published")
    follow(fay, make_performance(other, "Late Ones", start="21:00").band)
    lineup.restore([the(kitchener, "The Harpoonist")], by=ed, even_if_taken=True)
    (several,) = night.passes(minutes=10)

    for each in (mail, several):
        said = text_of(each).replace("\r\n", "\n")
        assert "\n\n\n" not in said
        assert said.count("\n--\n") == 1
