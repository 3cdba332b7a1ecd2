"""What no set and no event may hold: a clear message for its field, and nothing written."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Organization, User
from events import editions, lineup, renames
from events.act import Refused
from events.lineup import NewSet
from events.models import ChangeSet, Event, Performance
from events.times import Slot
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue


@pytest.fixture
def event(crew: object) -> Event:
    return make_event()


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"start": 1230, "end": 1230}, "end", "Ends when it starts"),
        ({"start": 1230, "end": 1200}, "end", "Ends before it starts"),
        ({"start": 1230, "end": 1230 + 721}, "end", "12 hours at most"),
        ({"start": None, "end": 1230}, "end", "An end needs a start"),
        ({"start": 359, "end": None}, "start", "outside its festival day"),
        ({"start": 1800, "end": None}, "start", "from 06:00 to 06:00"),
        ({"day": SATURDAY + timedelta(days=1)}, "day", "11 October 2026 is not a day of Vol. 7"),
        ({"note": "x" * 501}, "note", "At most 500 characters; this has 501"),
        ({"note": "a\x00b"}, "note", "cannot be kept"),
    ],
)
def test_a_set_that_cannot_stand_is_refused(
    event: Event, ed: User, fields: dict[str, object], field: str, message: str
) -> None:
    row = make_performance(event, start="20:30", end="21:00")

    with pytest.raises(ValidationError) as refused:
        lineup.edit(row, by=ed, **fields)

    assert list(refused.value.message_dict) == [field]
    assert message in refused.value.message_dict[field][0]
    assert (ChangeSet.objects.count(), Performance.objects.get().version) == (0, 1)


@pytest.mark.parametrize("start", [360, 1799])
def test_the_first_and_the_last_minute_of_a_festival_day_are_fine(
    event: Event, ed: User, start: int
) -> None:
    row = make_performance(event)

    lineup.edit(row, by=ed, start=start, end=start + 720)

    assert Performance.objects.values_list("start", "end").get() == (start, start + 720)


def test_another_organizations_band_and_venue_do_not_exist_here(
    event: Event, ed: User, other_crew: Organization
) -> None:
    band, venue = (make_band(organization=other_crew), make_venue(organization=other_crew))

    with pytest.raises(ValidationError) as refused:
        lineup.add(event, [NewSet(band, SATURDAY, venue)], by=ed)

    assert refused.value.message_dict == {
        "band": ["There is no such band here."],
        "venue": ["There is no such venue here."],
    }
    assert Performance.objects.count() == 0


@pytest.mark.parametrize(
    "text", ["\u202eמוזיקה", "Z̸̢a̷l̵g̶o̴", "🎸" * 40, "<script>alert(1)</script>", "=cmd()|'/C calc'!A0"]
)
def test_odd_text_is_kept_as_typed(event: Event, ed: User, text: str) -> None:
    row = make_performance(event)

    lineup.edit(row, by=ed, note=text)
    renames.rename_band(row.band, text, by=ed)

    row.refresh_from_db()
    assert (row.note, str(row.band)) == (text, text)


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        (lambda e: editions.edit_facts(e, name=" ", by=None), "name", "Give it a name"),
        (lambda e: editions.edit_facts(e, name="x" * 101, by=None), "name", "100"),
        (lambda e: editions.edit_facts(e, name="a\x00b", by=None), "name", "cannot be kept"),
        (lambda e: editions.edit_facts(e, slug="New Year", by=None), "slug", "slug"),
        (lambda e: editions.edit_facts(e, slug="current", by=None), "slug", "meaning of its own"),
        (lambda e: editions.edit_facts(e, ticket_url="javascript:1", by=None), "ticket_url", "web"),
        (lambda e: editions.edit_facts(e, description="x" * 5001, by=None), "description", "5000"),
        (lambda e: editions.edit_facts(e, doors={"2": 1140}, by=None), "doors", "no day 2"),
        (lambda e: editions.edit_facts(e, doors={"1": 60}, by=None), "doors", "outside"),
        (lambda e: editions.edit_facts(e, min_changeover=241, by=None), "min_changeover", "240"),
        (lambda e: editions.change_zone(e, "Europe/Atlantis", by=None), "timezone", "Atlantis"),
        (lambda e: editions.change_day_turn(e, 721, by=None), "day_turn", "720"),
        (
            lambda e: editions.change_dates(e, SATURDAY, date(2026, 10, 9), by=None),
            "last_day",
            "before the first",
        ),
        (
            lambda e: editions.change_dates(e, SATURDAY, date(2026, 11, 30), by=None),
            "last_day",
            "31 days at most",
        ),
        (
            lambda e: editions.change_dates(e, date(1, 1, 1), date(1, 1, 1), by=None),
            "first_day",
            "between 1950 and 2100",
        ),
    ],
)
def test_an_event_that_cannot_be_is_refused(
    event: Event, change: Callable[[Event], object], field: str, message: str
) -> None:
    before = Event.objects.values().get()

    with pytest.raises(ValidationError) as refused:
        change(event)

    assert list(refused.value.message_dict) == [field]
    assert message in refused.value.message_dict[field][0]
    assert Event.objects.values().get() == before
    assert ChangeSet.objects.count() == 0


def test_a_slug_that_another_event_has_is_refused(event: Event) -> None:
    make_event("Vol. 8")

    with pytest.raises(ValidationError, match="Another event has this address"):
        editions.edit_facts(event, slug="vol-8", by=None)


def test_dates_that_leave_sets_outside_are_refused_by_name(event: Event) -> None:
    festival = make_event("Porch days", last_day=SATURDAY + timedelta(days=1))
    make_performance(festival, "The Rills")
    make_performance(festival, "Ø", day=SATURDAY + timedelta(days=1))

    with pytest.raises(Refused, match="Then Ø lies outside the event"):
        editions.change_dates(festival, SATURDAY, SATURDAY, by=None)


def test_a_day_turn_that_leaves_sets_outside_is_refused_by_name(event: Event) -> None:
    make_performance(event, "The Rills", start="00:25")
    make_performance(event, "Ø", start="23:00")

    with pytest.raises(Refused, match="Then The Rills lies outside the event"):
        editions.change_day_turn(event, 0, by=None)

    assert Event.objects.get().day_turn == 360


def test_a_shift_out_of_the_festival_day_is_refused(event: Event, ed: User) -> None:
    row = make_performance(event, start="23:50")

    with pytest.raises(ValidationError, match="outside its festival day"):
        lineup.shift([row], 400, by=ed)

    assert lineup.move([row], slot=Slot(), by=ed) is not None
