"""Conflicts marked as intended: they do not count while both sets stay where they are."""

import pytest

from accounts.models import Organization, User
from events import history, intended, lineup, overview
from events.act import NotPossible
from events.conflicts import Conflict
from events.models import AcceptedConflict, ChangeSet, Event, Performance
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue


@pytest.fixture
def event(crew: Organization) -> Event:
    """One night with one double-booked venue."""
    event = make_event(last_day=SATURDAY.replace(day=11))
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="21:00")
    make_performance(event, "Ø", venue="Room 47", start="20:30", end="21:30")
    return event


@pytest.fixture
def conflict(event: Event) -> Conflict:
    (conflict,) = intended.of_event(event).open
    return conflict


def counts(event: Event) -> tuple[int, int]:
    """Return how many conflicts are open and how many intended."""
    found = intended.of_event(Event.objects.get(pk=event.pk))
    return len(found.open), len(found.intended)


def set_of(name: str) -> Performance:
    return Performance.objects.select_related("event").get(band__name=name)


def test_a_marked_conflict_is_intended_and_names_who_said_so(event, conflict, ed: User) -> None:
    written = intended.accept(conflict, by=ed)

    found = intended.of_event(event)

    assert written
    assert written.label == "Marked as intended: The Rills and Ø at Room 47"
    assert (found.open, found.beside) == ([], {})
    (only,) = found.intended
    assert (only.conflict.key, only.mark.by) == (conflict.key, ed)


def test_open_conflicts_are_found_beside_both_sets(event: Event, conflict: Conflict) -> None:
    ids = {row.public_id for row in event.performances.all()}

    assert intended.of_event(event).beside == {one: [conflict] for one in ids}


def test_home_counts_only_open_ones(event: Event, conflict, crew, ed: User) -> None:
    assert [glance.conflicts for glance in overview.of(crew)] == [1]

    intended.accept(conflict, by=ed)

    assert [glance.conflicts for glance in overview.of(crew)] == [0]


@pytest.mark.parametrize(
    "fields",
    [
        {"start": 1205, "end": 1260},
        {"end": 1250},
        {"end": None},
        {"day": SATURDAY.replace(day=11)},
        {"venue": None},
        {"band": "PJ Thornhill"},
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("name", ["The Rills", "Ø"])
def test_a_mark_ends_when_a_set_changes_and_undo_brings_it_back(
    event: Event, conflict: Conflict, ed: User, name: str, fields: dict
) -> None:
    intended.accept(conflict, by=ed)
    values = {key: make_band(value) if key == "band" else value for key, value in fields.items()}

    changed = lineup.edit(set_of(name), by=ed, **values)

    assert counts(event)[1] == 0
    assert changed
    undo(changed, by=ed)
    assert counts(event) == (0, 1)


def test_another_venue_with_the_same_overlap_is_another_matter(event, conflict, ed) -> None:
    intended.accept(conflict, by=ed)

    lineup.move(list(event.performances.all()), venue=make_venue("Upstairs"), by=ed)

    assert counts(event) == (1, 0)


def test_a_mark_is_no_matter_of_notes_and_announcements(event, conflict, ed: User) -> None:
    intended.accept(conflict, by=ed)

    lineup.edit(set_of("Ø"), note="shared stage", by=ed)
    lineup.announce(list(event.performances.all()), by=ed)

    assert counts(event) == (0, 1)


def test_a_mark_is_taken_back_and_made_again(event: Event, conflict, ed: User, ada: User) -> None:
    intended.accept(conflict, by=ed)

    written = intended.reopen(conflict, by=ed)

    assert written
    assert written.label == "No longer intended: The Rills and Ø at Room 47"
    assert counts(event) == (1, 0)
    assert intended.reopen(conflict, by=ed) is None
    intended.accept(conflict, by=ada)
    assert AcceptedConflict.objects.get().by == ada


def test_marking_twice_is_one_mark(event: Event, conflict: Conflict, ed: User) -> None:
    intended.accept(conflict, by=ed)

    assert intended.accept(conflict, by=ed) is None
    assert (AcceptedConflict.objects.count(), ChangeSet.objects.count()) == (1, 1)


def test_marking_and_taking_back_are_undone_step_by_step(event, conflict, ed: User) -> None:
    marked = intended.accept(conflict, by=ed)
    reopened = intended.reopen(conflict, by=ed)
    assert marked
    assert reopened

    with pytest.raises(NotPossible, match="The mark of this conflict has changed since"):
        undo(marked, by=ed)
    undo(reopened, by=ed)
    assert counts(event) == (0, 1)
    undo(marked, by=ed)
    assert counts(event) == (1, 0)


def test_a_conflict_that_has_changed_cannot_be_marked(event, conflict, ed: User) -> None:
    lineup.edit(set_of("Ø"), start=1235, end=1290, by=ed)

    with pytest.raises(NotPossible, match="One of its sets has changed since"):
        intended.accept(conflict, by=ed)
    assert counts(event) == (1, 0)


def test_marks_are_no_news_to_fans(event: Event, conflict: Conflict, ed: User) -> None:
    Event.objects.filter(pk=event.pk).update(status="published", revision=4)

    intended.accept(conflict, by=ed)

    assert Event.objects.get(pk=event.pk).revision == 4


def test_nothing_is_open_in_an_archived_event(event: Event, conflict, ed: User) -> None:
    Event.objects.filter(pk=event.pk).update(status="archived")

    assert counts(event) == (0, 0)
    with pytest.raises(NotPossible, match="Unarchive it"):
        intended.accept(conflict, by=ed)


def test_the_history_says_it_in_words(event: Event, conflict: Conflict, ed: User) -> None:
    written = intended.accept(conflict, by=ed)
    assert written

    (line,) = history.words(written.changes.all())

    assert (line.subject, line.field, line.before, line.after) == (
        "The Rills · Ø",
        "Marked as intended",
        "no",
        "yes",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_statements_stay_the_same_for_many_sets(
    event: Event, ed: User, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        make_performance(event, f"Band {number}", venue="Room 47", start="20:30")
    for conflict in intended.of_event(event).open[:count]:
        intended.accept(conflict, by=ed)

    with django_assert_num_queries(2):
        intended.of_event(event)
    rows = list(event.performances.live().select_related("band", "venue"))
    with django_assert_num_queries(1):
        intended.of_event(event, rows)
