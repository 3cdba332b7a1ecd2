"""The history of an event: who did what, in words, with the way back or why there is none."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Organization, User
from events import editions, intended, lineup, renames
from events.models import ChangeSet, Event, Performance
from events.undo import undo
from events.views.history import ON_A_PAGE
from tests.cast import make_band, make_event, make_performance, make_venue

PAGE = "/manage/events/vol-7/history/"
NOON = datetime(2026, 10, 1, 16, 0, tzinfo=UTC)


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


@pytest.fixture
def row(event: Event) -> Performance:
    return make_performance(event, venue="Room 47", start="20:30", end="21:00")


def text(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def said(client: Client, address: str = PAGE) -> list[str]:
    """Return what each entry says."""
    html = client.get(address).content.decode()
    return [text(found) for found in re.findall(r'<p class="said">(.*?)</p>', html)]


def test_history_tells_in_words_with_the_time_in_the_events_zone(
    client_of_vic: Client, row: Performance, ed: User
) -> None:
    others = [make_performance(row.event, f"Band {number}") for number in range(5)]
    with time_machine.travel(NOON, tick=False):
        lineup.move([row, *others], venue=make_venue("Duchess Café"), by=ed)
    client_of_vic.get("/manage/")

    with time_machine.travel(NOON.replace(minute=3), tick=False):
        told = said(client_of_vic)
        response = client_of_vic.get(PAGE)

    assert told == ["Ed moved 6 sets to Duchess Café , 3 minutes ago"]
    assertContains(response, "Thursday 1 October 2026, 12:00</time>")


def test_history_tells_each_kind_of_act(client_of_vic: Client, row: Performance, ed: User) -> None:
    event = row.event
    moved = lineup.edit(row, start=1260, end=1290, by=ed)
    assert moved
    undo(moved, by=ed)
    editions.publish(event, by=ed)
    renames.rename_band(row.band, "The Hills", by=None)
    editions.set_reveal_mode(event, on=True, by=ed)
    make_performance(event, "Ø", venue="Room 47", start="20:40")
    intended.accept(intended.of_event(event).open[0], by=ed)

    assert [told.removesuffix(" , just now") for told in said(client_of_vic)] == [
        "Ed marked as intended: The Hills and Ø at Room 47",
        "Ed: Reveal mode on",
        "Renamed The Rills to The Hills",
        "Ed published the event",
        "Ed undid “Moved The Rills to 21:00”",
        "Ed moved The Rills to 21:00",
    ]


def test_an_entry_opens_to_old_and_new(client_of_vic: Client, row, ed: User) -> None:
    lineup.edit(row, start=1260, end=1290, venue=make_venue("Duchess Café"), by=ed)

    html = client_of_vic.get(PAGE).content.decode()
    (changes,) = re.findall(r'<dl class="changes">.*?</dl>', html, re.DOTALL)

    assert text(changes) == (
        "The Rills Venue Room 47 → became Duchess Café Start 20:30 → became 21:00 "
        "End 21:00 → became 21:30"
    )


def test_what_only_the_ledger_needs_is_not_told(client_of_vic: Client, row, ed: User) -> None:
    editions.publish(row.event, by=ed)  # the set, public now, remembers where it was first

    html = client_of_vic.get(PAGE).content.decode()

    assert re.findall(r"<dt><bdi>([^<]*)<", html) == ["Vol. 7"]


def test_a_large_entry_has_a_page_of_its_own(client_of_vic: Client, event, ed: User) -> None:
    sets = [make_performance(event, f"Band {number:02}") for number in range(15)]
    written = lineup.announce(sets, by=ed)
    assert written
    own = f"{PAGE}{written.operation}/"

    assertContains(client_of_vic.get(PAGE), f'href="{own}">And 3 more</a>')
    assertContains(client_of_vic.get(PAGE), "<dt>", 12)
    assertContains(client_of_vic.get(own), "<dt>", 15)
    assert said(client_of_vic, own) == ["Ed announced 15 sets , just now"]


def test_each_entry_has_its_way_back_or_says_why_not(client_of_ed: Client, row, ed: User) -> None:
    first = lineup.edit(row, start=1260, end=1290, by=ed)
    row.refresh_from_db()
    second = lineup.edit(row, start=1270, end=1290, by=ed)
    assert first
    assert second

    html = client_of_ed.get(PAGE).content.decode()
    assert re.findall(r'action="([^"]*/undo/[^"]*)"', html) == [
        f"/manage/events/vol-7/undo/{second.operation}/"
    ]
    assert "Cannot be undone: The Rills has changed since (start), so this stays" in html

    client_of_ed.post(f"/manage/events/vol-7/undo/{second.operation}/")
    html = client_of_ed.get(PAGE).content.decode()
    offered = re.findall(r'<li class="entry.*?action="([^"]*/undo/[^"]*)"', html, re.DOTALL)
    assert len(offered) == 2
    assert offered[1] == f"/manage/events/vol-7/undo/{first.operation}/"
    assert html.count('<span class="stamp">Undone</span>') == 1


def test_what_is_redone_is_not_marked_as_undone(client_of_ed: Client, row, ed: User) -> None:
    written = lineup.cancel([row], by=ed)
    assert written
    taken_back = undo(written, by=ed)
    assert taken_back
    undo(taken_back, by=ed)

    html = client_of_ed.get(PAGE).content.decode()

    entries = re.findall(r'<li class="(entry[^"]*)"', html)
    assert entries == ["entry", "entry is-undone", "entry"]


def test_of_an_archived_lineup_nothing_is_offered_but_unarchiving(client_of_ed, row, ed) -> None:
    lineup.cancel([row], by=ed)
    editions.publish(row.event, by=ed, even_if_empty=True)
    editions.archive(row.event, by=ed)

    html = client_of_ed.get(PAGE).content.decode()

    assert html.count("Cannot be undone: Vol. 7 is archived. Unarchive it to change") == 2
    assert len(re.findall(r'<form class="back"', html)) == 1


def test_what_is_gone_or_was_made_says_so(client_of_ed: Client, crew, ed: User) -> None:
    event = Event(organization=crew, name="Vol. 7", slug="vol-7")
    event.first_day = event.last_day = make_event("Vol. 8").first_day
    editions.create(event, by=ed)
    lineup.add(event, [lineup.NewSet(make_band("Ø"), event.first_day)], by=ed)
    Performance.objects.all().delete()

    response = client_of_ed.get(PAGE)

    assertContains(response, "Cannot be undone: One of its sets is gone for good.")
    assertContains(response, "Cannot be undone: Making an event is not taken back.")


def test_history_is_filtered_by_who_and_what(client_of_vic: Client, row, ed: User, ada) -> None:
    lineup.cancel([row], by=ed)
    editions.set_reveal_mode(row.event, on=True, by=ada)

    def found(query: str) -> list[str]:
        return [told.removesuffix(" , just now") for told in said(client_of_vic, PAGE + query)]

    by_ed, by_ada = "Ed cancelled The Rills", "Ada: Reveal mode on"
    assert found(f"?who={ed.pk}") == [by_ed]
    assert found("?what=event") == [by_ada]
    assert found(f"?what=sets&who={ada.pk}") == []
    for nonsense in ("?who=99999999999999999999", "?who=x", "?what=x", "?page=x", "?page=99"):
        assert found(nonsense) == [by_ada, by_ed]


def test_history_is_paged(client_of_vic: Client, row: Performance, ed: User) -> None:
    for number in range(ON_A_PAGE + 1):
        row.refresh_from_db()
        lineup.edit(row, note=str(number), by=ed)

    assert len(said(client_of_vic)) == ON_A_PAGE
    assert len(said(client_of_vic, f"{PAGE}?page=2")) == 1
    assertContains(client_of_vic.get(PAGE), "page=2")


def test_history_by_htmx_is_the_list_alone(client_of_vic: Client, row, ed: User) -> None:
    lineup.cancel([row], by=ed)

    response = client_of_vic.get(PAGE, headers={"HX-Request": "true"})

    assertNotContains(response, "<html")
    assertContains(response, '<div id="history">')
    assertContains(response, '<div hx-swap-oob="innerHTML:#found">1 change')


def test_viewers_read_and_have_no_button(client_of_vic: Client, client_of_ed, row, ed) -> None:
    lineup.cancel([row], by=ed)

    assertNotContains(client_of_vic.get(PAGE), 'class="back"')
    assertContains(client_of_ed.get(PAGE), 'class="back"', 1)


def test_an_event_of_others_has_no_history_here(client_of_ed, crew, other_crew, row, ed) -> None:
    make_event("Theirs", organization=other_crew)
    written = lineup.cancel([row], by=ed)
    assert written
    crew.host = "testserver"
    crew.save()

    for page in (
        "/manage/events/theirs/history/",
        f"/manage/events/theirs/history/{written.operation}/",
    ):
        assert client_of_ed.get(page).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_history_asks_as_often_for_many_acts_as_for_one(
    client_of_ed: Client, event: Event, ed: User, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        sets = [make_performance(event, f"Band {number}{one}") for one in range(count)]
        lineup.cancel(sets, by=ed)
        renames.rename_band(sets[0].band, f"New {number}", by=ed)
    assert ChangeSet.objects.count() == 2 * count

    # Session, user, organization, membership, event, people, number of acts, acts, changes, what
    # is undone; sets and bands as they are; their names; the organization's clock.
    with django_assert_num_queries(15):
        client_of_ed.get(PAGE)
