"""What a page of the lineup is told of other people's changes, row by row."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Role, User
from events import board, editions, intended, lineup
from events.models import Event, Performance
from tests.cast import make_event, make_member, make_performance, make_venue
from tests.events.editing import HTMX, PAGE

CHANGES = f"{PAGE}changes/"


@pytest.fixture
def event(db: None) -> Event:
    return make_event()


@pytest.fixture
def sam(crew: object) -> User:
    return make_member("Sam", Role.EDITOR, crew)


def news(client: Client, event: Event, act: Callable[[], object], **asked: object) -> str:
    mark = board.latest_act(event)
    act()
    by = asked.pop("by", "time")
    address = f"{CHANGES}?by={by}" if by != "time" else CHANGES
    response = client.get(address, {"since": mark, "by": by, **asked}, headers=HTMX)
    assert response.status_code == 200
    return response.content.decode()


def rows(html: str) -> list[str]:
    return re.findall(r'<li id="set-([a-z]+)"', html)


def test_nothing_new_is_an_empty_answer(client_of_vic: Client, event: Event) -> None:
    make_performance(event)

    response = client_of_vic.get(CHANGES, {"since": 0}, headers=HTMX)

    assert (response.status_code, response.content) == (204, b"")


def test_a_set_changed_in_place_is_swapped_in_place(
    client_of_vic: Client, event: Event, sam: User
) -> None:
    one, other = make_performance(event, "One"), make_performance(event, "Other", start="22:00")

    html = news(client_of_vic, event, lambda: lineup.edit(one, note="loud", by=sam))

    assert rows(html) == [one.public_id]
    assert 'class="set-row" hx-swap-oob="true"' in html
    assert 'hx-swap-oob="delete"' not in html
    assert other.public_id not in html


def test_a_moved_set_goes_behind_the_one_it_now_follows(
    client_of_vic: Client, event: Event, sam: User
) -> None:
    first = make_performance(event, "First", start="18:00")
    second = make_performance(event, "Second", start="20:00")
    third = make_performance(event, "Third", start="23:00")

    html = news(client_of_vic, event, lambda: lineup.edit(first, start=1290, by=sam))

    assert f'<div id="set-{first.public_id}" hx-swap-oob="delete">' in html
    assert f'hx-swap-oob="afterend:#set-{second.public_id}"' in html
    assert rows(html) == [first.public_id]
    assert third.public_id not in html


def test_a_set_that_comes_first_goes_to_the_front(
    client_of_vic: Client, event: Event, sam: User
) -> None:
    make_performance(event, "First", start="18:00")
    late = make_performance(event, "Late", start="20:00")

    html = news(client_of_vic, event, lambda: lineup.edit(late, start=1000, by=sam))

    assert f'hx-swap-oob="afterbegin:#day-{event.first_day}-rows"' in html


def test_removed_sets_go_and_new_ones_come(client_of_vic: Client, event: Event, sam: User) -> None:
    old = make_performance(event, "Old", start="18:00")
    new = lineup.NewSet(old.band, event.first_day)

    def act() -> None:
        lineup.add(event, [new], by=sam)
        lineup.remove([old], by=sam)

    html = news(client_of_vic, event, act)

    added = event.performances.live().get()
    assert f'<div id="set-{old.public_id}" hx-swap-oob="delete">' in html
    assert rows(html) == [added.public_id]


def test_a_row_whose_conflict_came_or_went_is_told_too(
    client_of_vic: Client, event: Event, sam: User
) -> None:
    one = make_performance(event, "One", venue="Room 47", start="20:00", end="21:00")
    other = make_performance(event, "Other", venue="Room 47", start="22:00", end="23:00")

    made = news(client_of_vic, event, lambda: lineup.edit(one, start=1290, end=1350, by=sam))
    one.refresh_from_db()
    solved = news(client_of_vic, event, lambda: lineup.edit(one, start=1080, end=1140, by=sam))

    for html in (made, solved):
        assert sorted(rows(html)) == sorted([one.public_id, other.public_id])
    assert "double-booked" in made
    assert "1 conflict" in made
    assert "conflict" not in solved


def test_a_conflict_marked_as_intended_is_told_at_both_rows(
    client_of_vic: Client, event: Event, sam: User
) -> None:
    sets = [make_performance(event, name, venue="Room 47") for name in ("One", "Other")]
    (conflict,) = intended.of_event(event).open

    html = news(client_of_vic, event, lambda: intended.accept(conflict, by=sam))

    assert sorted(rows(html)) == sorted(one.public_id for one in sets)
    assert "double-booked" not in html


def test_a_row_in_edit_is_left_alone_and_says_who_changed_it(
    client_of_ed: Client, event: Event, sam: User
) -> None:
    edited, other = make_performance(event, "Mine"), make_performance(event, "Other")

    def act() -> None:
        lineup.edit(edited, start=1000, by=sam)
        lineup.edit(other, note="loud", by=sam)

    html = news(client_of_ed, event, act, editing=edited.public_id)

    assert rows(html) == [other.public_id]
    assert f'<div id="set-{edited.public_id}"' not in html
    assert f'<p id="theirs-{edited.public_id}"' in html
    assert "Changed by <bdi>Sam</bdi>" in html


def test_a_set_at_a_venue_that_is_new_brings_its_group(
    client_of_vic: Client, event: Event, sam: User
) -> None:
    make_performance(event, "Stays", venue="Attic")
    moved = make_performance(event, "Moved", venue="Attic")

    html = news(
        client_of_vic,
        event,
        lambda: lineup.move([moved], venue=make_venue("Barn"), by=sam),
        by="venue",
    )

    assert f'<div id="set-{moved.public_id}" hx-swap-oob="delete">' in html
    assert 'hx-swap-oob="afterend:#at-attic"' in html
    assert '<section class="group" id="at-barn"' in html


def test_a_change_of_the_event_asks_to_load_the_page(
    client_of_vic: Client, event: Event, sam: User
) -> None:
    make_performance(event)

    html = news(client_of_vic, event, lambda: editions.publish(event, by=sam))

    assert "Show the lineup as it is now" in html
    assert rows(html) == []


@pytest.mark.parametrize("since", ["", "x", "-1", "9" * 30, "999999"])
def test_a_mark_that_means_nothing_breaks_nothing(
    client_of_vic: Client, event: Event, sam: User, since: str
) -> None:
    performance = make_performance(event)
    lineup.edit(performance, note="loud", by=sam)

    response = client_of_vic.get(CHANGES, {"since": since, "editing": "<x>"}, headers=HTMX)

    assert response.status_code == 200
    assertContains(response, 'id="event-head"')
    assertNotContains(response, "<x>")


@pytest.mark.parametrize("count", [1, 3, 20, 200])
def test_news_takes_as_many_statements_for_many_sets_as_for_one(
    client_of_vic: Client, event: Event, sam: User, django_assert_num_queries, count: int
) -> None:
    sets: list[Performance] = [
        make_performance(event, f"Band {number}", venue=f"Venue {number % 20}")
        for number in range(count)
    ]
    lineup.shift(sets, 5, by=sam)

    # Session, user, organization, membership, event, latest act twice, its changes, sets, venues,
    # open slots, intended twice: the lineup as it was is judged like the one that is.
    with django_assert_num_queries(13):
        client_of_vic.get(CHANGES, {"since": 0}, headers=HTMX)
