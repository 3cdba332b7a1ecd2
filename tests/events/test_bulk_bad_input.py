"""What can go wrong with a bulk action: nothing is done, and the page says why and what now."""

import pytest
from django.test import Client

from accounts.models import Organization, Role
from events.models import ChangeSet, Event
from tests.cast import make_event, make_member, make_performance, signed_in
from tests.events.bulk import PAGE, applied, frozen, mark, marks, problem, shown, words

MOVE = {"verb": "venue", "to_venue": "ship"}


@pytest.fixture
def event(crew) -> Event:
    event = make_event()
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="20:40")
    make_performance(event, "Ø", venue="Ship", start="22:00", end="22:40")
    return event


def test_nothing_ticked(client_of_ed: Client, event: Event) -> None:
    html = shown(client_of_ed, MOVE, 422)

    assert problem(html).startswith("Nothing is ticked.")
    assert 'class="bulk-apply"' not in html
    assert problem(shown(client_of_ed, {"verb": "venue", "choose": "1"})) == ""


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"verb": "venue", "to_venue": ""}, "Choose a venue, or “to be announced”."),
        ({"verb": "venue", "to_venue": "nowhere"}, "That is not offered any more. Choose another."),
        ({"verb": "shift", "minutes": "ten", "way": "later"}, "Type a number of minutes, like 15."),
        ({"verb": "shift", "minutes": "0", "way": "later"}, "Type how many minutes, 0 moves"),
        (
            {"verb": "time", "start": "25:00", "end": ""},
            "There is no hour 25. Type 00:00 to 23:59.",
        ),
        ({"verb": "time", "start": "", "end": "21:00"}, "An end needs a start."),
        ({"verb": "length", "length": "721"}, "less than or equal to 720"),
        ({"verb": "copy", "into": "vol-7"}, "That is not offered any more. Choose another."),
        ({"verb": "cancel", "reason": "x" * 201}, "at most 200 characters"),
        ({"verb": "cancel", "reason": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_a_value_that_cannot_be_is_said_at_its_field_and_kept(
    client_of_ed: Client, event: Event, asked: dict[str, str], error: str
) -> None:
    for extra in ({}, {"apply": "1"}):
        html = shown(client_of_ed, {"set": marks(event), **asked, **extra}, 422)
        assert error in words(html)
    assert ChangeSet.objects.count() == 0


def test_a_verb_alone_is_asked_what_it_needs(client_of_ed: Client, event: Event) -> None:
    html = shown(client_of_ed, {"set": marks(event), "verb": "venue"})

    assert 'name="to_venue"' in html
    assert ('class="error"' in html, 'class="bulk-apply"' in html) == (False, False)


@pytest.mark.parametrize("apply", [{}, {"apply": "1"}], ids=["shown", "done"])
def test_sets_of_another_event_do_not_exist_here(
    client_of_ed: Client, event: Event, apply: dict[str, str]
) -> None:
    row = make_performance(make_event("Vol. 8"))

    shown(client_of_ed, {"set": [*marks(event), mark(row)], "verb": "remove", **apply}, 404)

    row.refresh_from_db()
    assert (row.removed_at, ChangeSet.objects.count()) == (None, 0)


@pytest.mark.parametrize("apply", [{}, {"apply": "1"}], ids=["shown", "done"])
def test_sets_of_another_organization_do_not_exist_here(
    event: Event, other_crew: Organization, settings, apply: dict[str, str]
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", other_crew.host]
    eve = signed_in(make_member("Eve", Role.EDITOR, other_crew))
    hers = make_performance(make_event("Vol. 7", organization=other_crew))
    here = {"host": "other.example.org"}

    answers = [
        eve.post(PAGE, {"set": sets, "verb": "remove", **apply}, headers=here).status_code
        for sets in ([mark(hers)], [mark(hers), *marks(event)])
    ]

    assert answers == [302 if apply else 200, 404]
    assert {row.removed_at for row in event.performances.all()} == {None}


@pytest.mark.parametrize("typed", ["x", "bcdfghjkmnpq", "bcdfghjkmnpq:1", "a:" + "9" * 400, "\0:1"])
def test_what_is_no_set_does_not_exist(client_of_ed: Client, event: Event, typed: str) -> None:
    shown(client_of_ed, {"set": typed, "verb": "remove", "apply": "1"}, 404)


def test_sent_twice_it_is_done_once(client_of_ed: Client, event: Event) -> None:
    sent = applied(client_of_ed, {"set": marks(event), "verb": "remove"})
    again = client_of_ed.post(PAGE, sent)

    assert again.status_code == 302
    assert ChangeSet.objects.count() == 1
    assert "Removed 2 sets." in client_of_ed.get("/manage/events/vol-7/lineup/").content.decode()


def test_a_shift_that_leaves_the_day_names_the_sets(client_of_ed: Client, event: Event) -> None:
    make_performance(event, "TK Malone", start="23:00")
    data = {"set": marks(event), "verb": "shift", "minutes": "440", "way": "later"}

    many = shown(client_of_ed, data, 422)
    one = shown(client_of_ed, {**data, "set": marks(event)[-1]}, 422)

    why = "That is outside its festival day, which goes from 06:00 to 06:00."
    assert problem(many) == f"{why} TK Malone"
    assert problem(one) == f"TK Malone: {why}"
    assert ChangeSet.objects.count() == 0


def test_an_archived_event_is_refused(client_of_ed: Client, event: Event) -> None:
    sent = frozen(shown(client_of_ed, {"set": marks(event), **MOVE}))
    Event.objects.update(status=Event.Status.ARCHIVED)

    for data in (sent, {"set": marks(event), **MOVE}):
        html = shown(client_of_ed, data, 409)
        assert problem(html) == "Vol. 7 is archived. Unarchive it to change its lineup."
    assert ChangeSet.objects.count() == 0


def test_swapping_takes_two(client_of_ed: Client, event: Event) -> None:
    html = shown(client_of_ed, {"set": marks(event)[:1], "verb": "swap"}, 422)

    assert problem(html) == "Choose two sets to swap."


def test_nothing_that_would_change(client_of_ed: Client, event: Event) -> None:
    html = shown(client_of_ed, {"set": marks(event), "verb": "unannounce"})

    assert "Nothing would change. It is so already." in words(html)
    assert 'class="bulk-apply"' not in html
