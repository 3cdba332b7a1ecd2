"""Finding sets in a lineup: filters, search, days, and the header that leads to them."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Organization
from events.models import Event
from tests.cast import SATURDAY, make_event, make_performance
from tests.events.editing import PAGE
from tests.events.test_lineup_page import bands_on


@pytest.fixture
def event(db: None) -> Event:
    event = make_event(reveal_mode=True)
    at = event.created
    make_performance(event, "Fine", venue="Attic", start="18:00", announced_at=at)
    make_performance(event, "Hidden", venue="Ship", start="19:00")
    make_performance(event, "Homeless", start="20:00", announced_at=at)
    make_performance(event, "Sometime", venue="Barn", start=None, announced_at=at)
    make_performance(event, "Clash", venue="Room 47", start="21:00", announced_at=at)
    make_performance(event, "Ñandú", venue="Room 47", start="21:30", announced_at=at, note="loud")
    make_performance(event, "Ill", venue="Room 47", start="21:00", cancelled_at=at)
    return event


@pytest.mark.parametrize(
    ("query", "bands"),
    [
        ({"show": "unannounced"}, ["Hidden"]),
        ({"show": "tba"}, ["Homeless", "Sometime"]),
        ({"show": "conflicts"}, ["Clash", "Ñandú"]),
        ({"show": "cancelled"}, ["Ill"]),
        ({"q": "nandu"}, ["Ñandú"]),
        ({"q": "room 47"}, ["Clash", "Ill", "Ñandú"]),
        ({"q": "LOUD"}, ["Ñandú"]),
        ({"q": "room 47", "show": "cancelled"}, ["Ill"]),
        ({"q": "nobody"}, []),
    ],
)
def test_sets_are_filtered_and_searched(
    client_of_vic: Client, event: Event, query: dict[str, str], bands: list[str]
) -> None:
    response = client_of_vic.get(PAGE, query)

    assert bands_on(response.content.decode()) == bands
    assertContains(response, f"{len(bands)} of 7 sets.")
    assertContains(response, "Show all")


@pytest.mark.parametrize("query", [{"show": "x"}, {"by": "x"}, {"q": " "}, {"show": ["a", "b"]}])
def test_a_query_that_means_nothing_shows_all(
    client_of_vic: Client, event: Event, query: dict[str, object]
) -> None:
    response = client_of_vic.get(PAGE, query)

    assert len(bands_on(response.content.decode())) == 7
    assertNotContains(response, "Show all")


def test_the_header_counts_and_leads_to_what_it_counts(client_of_vic: Client, event: Event) -> None:
    html = client_of_vic.get(PAGE).content.decode()

    head = html[html.index('id="event-head"') :]
    links = re.findall(r'<a href="([^"]+)">(?:<svg.*?</svg> )?([^<]+)</a>', head)[:4]
    assert links == [
        (PAGE, "7 sets"),
        (f"{PAGE}?show=unannounced", "1 not announced"),
        (f"{PAGE}?show=tba", "2 TBA"),
        ("/manage/events/vol-7/conflicts/", "1 conflict"),
    ]


def test_an_address_that_was_filtered_stays_so_after_a_save(
    client_of_ed: Client, event: Event
) -> None:
    html = client_of_ed.get(PAGE, {"by": "venue", "show": "unannounced"}).content.decode()

    (edit,) = re.findall(r'class="e btn is-bare"[^>]*? href="([^"]+)"', html)
    assert edit.endswith("/edit/?by=venue&amp;show=unannounced")
    form = client_of_ed.get(edit.replace("&amp;", "&")).context["form"]
    response = client_of_ed.post(edit.replace("&amp;", "&"), {**form.initial, "note": "loud"})
    assert response["Location"] == f"{PAGE}?by=venue&show=unannounced"


def test_several_days_are_shown_as_days(client_of_vic: Client) -> None:
    event = make_event(last_day=date(2026, 10, 11))
    make_performance(event, "Sunday's", day=date(2026, 10, 11), start="18:00")
    make_performance(event, "Saturday's", day=SATURDAY, start="23:00")

    html = client_of_vic.get(PAGE).content.decode()

    assert bands_on(html) == ["Saturday&#x27;s", "Sunday&#x27;s"]
    headings = re.findall(r"<h2[^>]*><bdi>([^<]*)", html)
    assert headings == ["Saturday 10 October", "Sunday 11 October"]


def test_one_day_is_never_named_day_1(client_of_vic: Client, event: Event) -> None:
    html = client_of_vic.get(PAGE).content.decode()

    assert re.findall(r"<h2[^>]*><bdi>([^<]*)", html) == ["Sets"]


def test_times_are_written_on_the_clock_of_the_organization(
    client_of_vic: Client, crew: Organization
) -> None:
    make_performance(make_event(), "The Rills", start="20:15", end="00:25")
    crew.clock = 12
    crew.save()

    response = client_of_vic.get(PAGE)

    assertContains(response, '<span class="at">8:15 pm</span>')
    assertContains(response, "–12:25 am")


def test_without_reveal_mode_nothing_waits_for_an_announcement(client_of_vic: Client) -> None:
    event = make_event(status="published")
    make_performance(event, "Seen by all")

    plain = client_of_vic.get(PAGE)
    Event.objects.update(reveal_mode=True)
    held_back = client_of_vic.get(PAGE)

    assertNotContains(plain, "ot announced")
    assertContains(held_back, "1 not announced</a>")
    assertContains(held_back, '<option value="unannounced">Not announced</option>')
