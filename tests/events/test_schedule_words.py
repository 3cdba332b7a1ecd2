"""What people typed is shown as typed, and what is not known is said."""

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django.asserts import assertContains, assertNotContains
from time_machine import travel

from accounts.models import Organization
from tests.cast import make_event, make_performance
from tests.events.test_schedule import toronto

ODD_NAMES = [
    "<script>alert(1)</script>",
    "فرقة الليل",
    "Ẓ̌alg̈o",
    '🎸 & "Friends"',
    "=cmd()",
    "\u202eevil",
    "X" * 100,
]


@pytest.fixture
def vol_7(crew):
    return make_event(status="published", doors={"1": 1140}, city="Waterloo")


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_is_shown_whole_and_escaped(vol_7, client: Client, name: str) -> None:
    make_performance(vol_7, name, venue=name, note=name)

    with travel(toronto("12:00")):
        page = client.get("/")

    assertContains(page, f"<bdi>{escape(name)}</bdi></a></h3>", count=2)
    assertContains(page, f'<bdi class="venue">{escape(name)}</bdi>', count=1)
    assertContains(page, "<script", count=2)  # the page's own, and what it is about


def test_only_a_safe_ticket_link_is_shown(vol_7, client: Client) -> None:
    with travel(toronto("12:00")):
        for address, shown in [("https://example.org/t", 1), ("javascript:alert(1)", 0)]:
            vol_7.ticket_url = address
            vol_7.save()
            assertContains(client.get("/"), f'href="{address}" rel="noopener nofollow"', shown)
            assertContains(client.get("/"), "Get tickets", shown)


def test_the_organizations_clock_is_used(vol_7, client: Client) -> None:
    Organization.objects.update(clock=12)
    make_performance(vol_7, start="20:15", end="21:00")

    with travel(toronto("12:00")):
        page = client.get("/")

    assertContains(page, '<time datetime="2026-10-10T20:15:00-04:00">8:15 pm</time>', html=True)
    assertNotContains(page, ">20:15<")


def test_what_is_unknown_is_to_be_announced(vol_7, client: Client) -> None:
    make_performance(vol_7, start="")

    with travel(toronto("12:00")):
        page = client.get("/")

    for text in ("Time to be announced", "Venue to be announced"):
        assertContains(page, text, count=1)


def test_a_move_and_a_cancellation_are_told_in_words(vol_7, client: Client) -> None:
    was = {"day": "2026-10-10", "start": 1260, "venue": None}
    make_performance(vol_7, "Movers", start="21:30", first_public=was)
    make_performance(vol_7, "Goners", cancelled_at=toronto("9:00"), cancel_reason="Flu.")

    with travel(toronto("12:00")):
        page = client.get("/")

    assertContains(page, "Moved · was <s>21:00</s>", count=1)
    assertContains(page, "<s><bdi>Goners</bdi></s>", count=1)
    assertContains(page, '<span class="stamp is-trouble">Cancelled</span>', count=1)
    assertContains(page, "Flu.", count=1)
