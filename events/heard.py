"""Who hears of what an organizer does or is about to do.

Events know nothing of those who follow. Whoever tells them answers here, once, with `ask`; until
then nobody hears anything.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Organization
from events.models import ChangeSet, Event, Performance


@dataclass(frozen=True)
class Hearing:
    """How many hear of an act, and when; `at` is None while an organizer holds it."""

    fans: int
    at: datetime | None
    is_soon: bool


@dataclass(frozen=True)
class Answers:
    # How many would be told if an event and these of its sets stood as they do here, unsaved.
    would_hear: Callable[[Event, Sequence[Performance]], int]
    # How many were told of any of these sets, and think that it goes ahead.
    knew: Callable[[Event, Sequence[Performance]], int]
    # Who hears of an act that was done.
    hears: Callable[[Event, ChangeSet], Hearing | None]
    # What to say beside events of one organization in a list, by the id of the event.
    at_a_glance: Callable[[Organization, Sequence[Event]], Mapping[int, Sequence[str]]]


_asked: list[Answers] = []


def ask(answers: Answers) -> None:
    _asked.append(answers)


def would_hear(event: Event, rows: Sequence[Performance]) -> int:
    return sum(each.would_hear(event, rows) for each in _asked)


def knew(event: Event, rows: Sequence[Performance]) -> int:
    return sum(each.knew(event, rows) for each in _asked)


def at_a_glance(organization: Organization, events: Sequence[Event]) -> dict[int, list[str]]:
    """Return what of telling these events somebody should know, in a few words each."""
    found: dict[int, list[str]] = {}
    for each in _asked:
        for pk, said in each.at_a_glance(organization, events).items():
            found.setdefault(pk, []).extend(said)
    return found


def hears(written: ChangeSet) -> Hearing | None:
    """Return who hears of an act on one event, unless it is taken back in time."""
    event = written.event
    if event is None:
        return None
    return next((found for each in _asked if (found := each.hears(event, written))), None)
