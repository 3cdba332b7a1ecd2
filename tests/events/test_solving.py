"""What would solve a conflict is one tap: on the list of conflicts and at the row in edit."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Organization, User
from events import intended, lineup
from events.models import ChangeSet, Event, Performance
from tests.cast import make_event, make_performance
from tests.events.editing import PAGE, edit_url, in_row

CONFLICTS = "/manage/events/vol-7/conflicts/"
SENTENCES = ["Room 47 is free for Ø from 21:10.", "Attic is free for Ø at 20:30."]
A_FORM = re.compile(r'<form method="post" action="([^"]*edit/[^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
A_FIELD = re.compile(r'name="(\w+)" value="([^"]*)"')


@pytest.fixture
def event(crew: Organization) -> Event:
    event = make_event()
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="21:00")
    make_performance(event, "Ø", venue="Room 47", start="20:30", end="21:30", note="loud")
    make_performance(event, "Early", venue="Attic", start="18:00", end="18:30")
    return event


def oe() -> Performance:
    return Performance.objects.get(band__name="Ø")


def ways(html: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the remedies of a page by what their button says: address, and what is sent."""
    return {
        unescape(re.sub(r"<[^>]+>", "", inside).strip()): (
            unescape(address),
            {name: unescape(value) for name, value in A_FIELD.findall(inside)},
        )
        for address, inside in A_FORM.findall(html)
        if "Move" in inside
    }


def listed(client: Client) -> dict[str, tuple[str, dict[str, str]]]:
    return ways(client.get(CONFLICTS).content.decode())


@pytest.mark.parametrize(
    ("deed", "label", "now"),
    [
        ("Move Ø to 21:10", "Moved Ø to 21:10", (1270, 1330, "Room 47")),
        ("Move Ø to Attic", "Moved Ø to Attic", (1230, 1290, "Attic")),
    ],
)
def test_one_tap_solves_and_offers_the_way_back(
    client_of_ed: Client, event: Event, deed: str, label: str, now: tuple[int, int, str]
) -> None:
    assert list(listed(client_of_ed)) == ["Move Ø to 21:10", "Move Ø to Attic"]
    address, fields = listed(client_of_ed)[deed]

    response = client_of_ed.post(address, fields, follow=True)

    assertRedirects(response, CONFLICTS)
    assertContains(response, f"{label}.")
    assertContains(response, "No conflict.")
    row = oe()
    assert (row.start, row.end, str(row.venue), row.note) == (*now, "loud")
    assert intended.of_event(event).open == []


def test_one_tap_at_the_row_in_edit_answers_with_the_news(
    client_of_ed: Client, event: Event
) -> None:
    html = client_of_ed.get(edit_url(oe()), headers=in_row(oe())).content.decode()
    assert list(ways(html)) == ["Move Ø to 21:10", "Move Ø to Attic"]
    address, fields = ways(html)["Move Ø to 21:10"]

    response = client_of_ed.post(address, fields, headers=in_row(oe()))

    assert response["HX-Reswap"] == "none"
    assertContains(response, "Moved Ø to 21:10.")
    assert oe().start == 1270


def test_a_tap_on_what_somebody_changed_meanwhile_asks(
    client_of_ed: Client, event: Event, ed: User
) -> None:
    address, fields = listed(client_of_ed)["Move Ø to Attic"]
    lineup.edit(oe(), note="quiet", start=1235, end=1290, by=ed)

    response = client_of_ed.post(address, fields)

    assert response.status_code == 409
    assert (str(oe().venue), oe().start, oe().note) == ("Room 47", 1235, "quiet")


def test_a_double_tap_is_one_act(client_of_ed: Client, event: Event) -> None:
    address, fields = listed(client_of_ed)["Move Ø to 21:10"]

    for _ in range(2):
        assertRedirects(client_of_ed.post(address, fields), CONFLICTS)

    assert ChangeSet.objects.filter(label="Moved Ø to 21:10").count() == 1


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "evil", ""])
def test_a_tap_leads_nowhere_else(client_of_ed: Client, event: Event, there: str) -> None:
    address, fields = listed(client_of_ed)["Move Ø to 21:10"]

    assertRedirects(client_of_ed.post(address, {**fields, "next": there}), PAGE)


def test_viewers_are_told_and_have_nothing_to_press(client_of_vic: Client, event: Event) -> None:
    response = client_of_vic.get(CONFLICTS)

    assert listed(client_of_vic) == {}
    for sentence in SENTENCES:
        assertContains(response, sentence)


def test_a_conflict_is_marked_from_the_row_in_edit(client_of_ed: Client, event: Event) -> None:
    html = client_of_ed.get(edit_url(oe()), headers=in_row(oe())).content.decode()
    (token,) = re.findall(r'name="conflict" value="([^"]*)"', html)
    there = f"{PAGE}#set-{oe().public_id}"

    response = client_of_ed.post(CONFLICTS, {"conflict": token, "next": there, "accept": "1"})

    assertRedirects(response, there)
    assert intended.of_event(event).open == []


def test_a_row_in_conflict_leads_to_what_solves_it(
    client_of_ed: Client, client_of_vic: Client, event: Event
) -> None:
    assertContains(client_of_ed.get(PAGE), "Solve…", count=2)
    assertNotContains(client_of_vic.get(PAGE), "Solve…")
