"""The form of a set at the desk: typed days and times, saved by the ledger's verbs."""

from datetime import date

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from accounts.models import User
from events import lineup
from events.models import ChangeSet, Performance
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue
from tests.desk import add, address, as_shown, errors, form_of, save, told

SUNDAY = date(2026, 10, 11)


def test_a_new_set_is_added_by_the_ledger(client_of_staff: Client, staff: User) -> None:
    event, band, venue = make_event(), make_band(), make_venue()

    response = add(
        client_of_staff,
        Performance,
        event=event.pk,
        band=band.pk,
        venue=venue.pk,
        start="23:40",
        end="0:25",
        note="=cmd() <b>loud</b>",
    )

    row = Performance.objects.get()
    assert response["Location"] == "/admin/events/performance/"
    assert (row.event, row.band, row.venue, row.day) == (event, band, venue, SATURDAY)
    assert (row.start, row.end, row.note) == (1420, 1465, "=cmd() <b>loud</b>")
    assert [(one.label, one.by) for one in event.change_sets.all()] == [("Added The Rills", staff)]
    assert told(client_of_staff) == [
        f'The set “<a href="{address(row)}">The Rills at Vol. 7</a>” was added successfully.'
    ]


def test_a_form_sent_twice_adds_one_set(client_of_staff: Client) -> None:
    path = "/admin/events/performance/add/"
    typed = {"event": make_event().pk, "band": make_band().pk}
    data = as_shown(client_of_staff, path) | typed

    assert [client_of_staff.post(path, data).status_code for _ in range(2)] == [302, 302]

    assert (Performance.objects.count(), ChangeSet.objects.count()) == (1, 1)


@pytest.mark.parametrize(("typed", "day"), [("1", SATURDAY), ("2", SUNDAY), ("2026-10-11", SUNDAY)])
def test_a_day_is_typed_as_a_date_or_a_number(
    client_of_staff: Client, typed: str, day: date
) -> None:
    event = make_event(last_day=SUNDAY)

    add(client_of_staff, Performance, event=event.pk, band=make_band().pk, day=typed)

    assert Performance.objects.get().day == day


def test_what_is_not_known_stays_empty(client_of_staff: Client) -> None:
    add(client_of_staff, Performance, event=make_event().pk, band=make_band().pk, start="TBA")

    row = Performance.objects.get()
    assert (row.venue, row.start, row.end) == (None, None, None)


def test_an_edit_goes_through_the_ledger(client_of_staff: Client, staff: User) -> None:
    row = make_performance(make_event(), venue="Room 47", start="20:30", end="21:00")

    save(client_of_staff, row, start="9:30pm", end="10", day="1")

    row.refresh_from_db()
    assert (row.start, row.end, row.version) == (1290, 1320, 2)
    assert [(one.label, one.by) for one in row.event.change_sets.all()] == [
        ("Moved The Rills to 21:30", staff)
    ]


def test_saving_what_is_there_already_changes_nothing(client_of_staff: Client) -> None:
    # From 10:30 to 22:30 can be read in two ways; untouched, it stays as it is.
    row = make_performance(make_event(), venue="Room 47", start="10:30 am", end="10:30 pm")

    assert save(client_of_staff, row).status_code == 302

    row.refresh_from_db()
    assert (row.start, row.end, row.version, ChangeSet.objects.count()) == (630, 1350, 1, 0)


def test_somebody_elses_change_is_shown_and_not_overwritten(
    client_of_staff: Client, ed: User
) -> None:
    row = make_performance(make_event(), venue="Room 47", start="20:30")
    seen = form_of(client_of_staff.get(address(row)))["seen"].value()
    lineup.edit(row, by=ed, start=1320, note="Back from tour")

    stale = save(client_of_staff, row, start="21:00", note="", seen=seen)

    row.refresh_from_db()
    assert (stale.status_code, row.start) == (409, 1320)
    assertContains(
        stale,
        "Ed changed The Rills at Vol. 7 while you typed (“Moved The Rills to 22:00”).",
        status_code=409,
    )
    assert {name: found for name, found in errors(stale).items() if name != "__all__"} == {
        "start": ["Now: 22:00"],
        "note": ["Now: Back from tour"],
    }
    assert form_of(stale)["start"].value() == "21:00"

    kept = save(client_of_staff, row, start="21:00", note="", seen=form_of(stale)["seen"].value())
    row.refresh_from_db()
    assert (kept.status_code, row.start, row.note) == (302, 1260, "")


def test_a_form_without_its_mark_is_stale(client_of_staff: Client) -> None:
    row = make_performance(make_event())

    assert save(client_of_staff, row, start="21:00", seen=None).status_code == 409
    assert save(client_of_staff, row, start="21:00", seen="x").status_code == 409


def test_a_removed_set_is_only_looked_at(client_of_staff: Client) -> None:
    row = make_performance(make_event())
    shown = as_shown(client_of_staff, address(row))
    lineup.remove([row], by=None)

    assertContains(client_of_staff.get(address(row)), "Removed")
    assert client_of_staff.post(address(row), shown).status_code == 403


def test_the_set_of_an_archived_event_stays(client_of_staff: Client) -> None:
    row = make_performance(make_event(status="archived"))

    assert errors(save(client_of_staff, row, start="21:00")) == {
        "__all__": ["Vol. 7 is archived. Unarchive it to change its lineup."]
    }
