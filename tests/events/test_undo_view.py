"""Undo from a notice: what was done can be taken back at once, once, and by editors only."""

import re
import uuid

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Organization, Role, User
from events import lineup, renames
from events.models import ChangeSet, Event, Performance
from events.views.undo import undo_address
from tests.cast import make_event, make_member, make_performance, signed_in

HOME = "/manage/"
# Who asks, the act, what is undone already, the act that takes it back, and the notice.
UNDO = 19
UNDONE = "Undone already: Moved The Rills to 21:00."


@pytest.fixture
def row(crew: Organization) -> Performance:
    return make_performance(make_event(), start="20:30", end="21:00")


@pytest.fixture
def moved(row: Performance, ed: User) -> ChangeSet:
    written = lineup.edit(row, start=1260, end=1290, by=ed)
    assert written
    return written


def start() -> int | None:
    return Performance.objects.get().start


def notices(html: str) -> list[str]:
    (region,) = re.findall(r'<div id="messages".*?\n</div>|<div id="messages".*?<h1', html, re.S)
    texts = re.findall(r"<p[^>]*>(.*?)</p>", region)
    return [re.sub("<[^>]*>", "", text) for text in texts]


def test_undo_takes_back_and_offers_redo(client_of_ed: Client, moved: ChangeSet) -> None:
    response = client_of_ed.post(undo_address(moved), {"next": HOME}, follow=True)

    assertRedirects(response, HOME)
    assert start() == 1230
    assert notices(response.content.decode()) == ["Undid: Moved The Rills to 21:00."]
    assertContains(response, "</svg> Redo</button")
    (redo,) = re.findall(r'action="(/manage/events/vol-7/undo/[^"]*)"', response.content.decode())

    again = client_of_ed.post(redo, {"next": HOME}, follow=True)

    assert start() == 1260
    assert notices(again.content.decode()) == ["Redid: Moved The Rills to 21:00."]
    assertContains(again, "</svg> Undo</button")
    client_of_ed.post(undo_address(moved))
    assert start() == 1230


def test_undo_sent_twice_does_it_once(client_of_ed: Client, moved: ChangeSet) -> None:
    client_of_ed.post(undo_address(moved))
    client_of_ed.get(HOME)

    response = client_of_ed.post(undo_address(moved), {"next": HOME}, follow=True)

    assert (start(), ChangeSet.objects.count()) == (1230, 2)
    assert notices(response.content.decode()) == [UNDONE]


def test_undo_says_why_when_it_cannot_be(client_of_ed: Client, moved, ed: User) -> None:
    lineup.edit(Performance.objects.get(), start=1265, end=1290, by=ed)

    response = client_of_ed.post(undo_address(moved), {"next": HOME}, follow=True)

    assert start() == 1265
    assert notices(response.content.decode()) == [
        "Not undone: Moved The Rills to 21:00. The Rills has changed since (start), so this stays "
        "as it is."
    ]


@pytest.mark.parametrize(
    "elsewhere", ["", "https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil"]
)
def test_undo_leads_nowhere_else(client_of_ed: Client, moved, elsewhere: str) -> None:
    response = client_of_ed.post(undo_address(moved), {"next": elsewhere})

    assert response["Location"] in {HOME, "/manage/events/vol-7/history/"}


def test_undo_leads_back_to_the_page_it_was_pressed_on(client_of_ed: Client, moved) -> None:
    page = "/manage/events/vol-7/lineup/?by=venue&q=%C3%98"

    assert client_of_ed.post(undo_address(moved), {"next": page})["Location"] == page


def test_undo_by_htmx_leads_the_whole_page_on(client_of_ed: Client, moved: ChangeSet) -> None:
    response = client_of_ed.post(
        undo_address(moved), {"next": HOME}, headers={"HX-Request": "true"}
    )

    assert (response.status_code, response["HX-Redirect"], start()) == (204, HOME, 1230)


def test_a_rename_is_taken_back_in_every_event_and_in_none(
    client_of_ed: Client, moved: ChangeSet, row: Performance, ed: User
) -> None:
    in_two = renames.rename_band(row.band, "The Hills", by=ed)
    assert in_two
    make_performance(make_event("Vol. 8"), "Ø")
    without = Performance.objects.get(band__name="Ø")
    without.delete()
    in_none = renames.rename_band(without.band, "Oe", by=ed)
    assert in_none

    client_of_ed.post(undo_address(in_two))
    client_of_ed.post(undo_address(in_none))

    assert undo_address(in_none) == f"/manage/undo/{in_none.operation}/"
    for band, name in ((row.band, "The Rills"), (without.band, "Ø")):
        band.refresh_from_db()
        assert band.name == name


def test_undo_is_for_editors_of_this_place(
    client_of_vic: Client, client: Client, crew: Organization, other_crew: Organization, moved
) -> None:
    crew.host = "testserver"
    crew.save()
    stranger = signed_in(make_member("Eve", Role.ADMIN, other_crew))
    address = undo_address(moved)

    answers = [person.post(address).status_code for person in (client_of_vic, stranger, client)]

    assert answers == [403, 404, 302]
    assert start() == 1260


def test_undo_of_nothing_is_not_found(client_of_ed: Client, moved: ChangeSet) -> None:
    make_event("Vol. 8")
    unknown, mixed = uuid.uuid4(), f"/manage/events/vol-8/undo/{moved.operation}/"

    assert client_of_ed.post(f"/manage/events/vol-7/undo/{unknown}/").status_code == 404
    assert client_of_ed.post(f"/manage/undo/{unknown}/").status_code == 404
    assert client_of_ed.post(mixed).status_code == 404
    assert client_of_ed.get(undo_address(moved)).status_code == 405


def test_names_in_a_notice_are_text(client_of_ed: Client, ed: User, row: Performance) -> None:
    renamed = renames.rename_band(row.band, "<script>x</script>", by=ed)
    assert renamed

    response = client_of_ed.post(undo_address(renamed), {"next": HOME}, follow=True)

    assertContains(response, "&lt;script&gt;")
    assertNotContains(response, "<script>x")


def test_a_line_end_in_the_way_back_breaks_nothing(client_of_ed: Client, moved) -> None:
    response = client_of_ed.post(undo_address(moved), {"next": "/manage/\r\nX-Evil: 1"})

    assert (response.status_code, "X-Evil" in response.headers) == (302, False)
    assert start() == 1230


def test_nothing_of_an_archived_event_is_undone(client_of_ed: Client, moved) -> None:
    Event.objects.update(status="archived")

    response = client_of_ed.post(undo_address(moved), {"next": HOME}, follow=True)

    assert start() == 1260
    assert notices(response.content.decode()) == [
        "Not undone: Moved The Rills to 21:00. Vol. 7 is archived. Unarchive it to change its "
        "lineup."
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_undo_takes_as_many_statements_for_many_sets(
    client_of_ed: Client, row: Performance, ed: User, django_assert_num_queries, count: int
) -> None:
    sets = [make_performance(row.event, f"Band {number}") for number in range(count)]
    written = lineup.cancel(sets, by=ed)
    assert written

    with django_assert_num_queries(UNDO):
        client_of_ed.post(undo_address(written))
