"""The ledger at the desk: read in words, never changed, and the way back."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import User
from events import lineup, renames
from events.models import ChangeSet, Performance
from events.undo import undo
from tests.cast import make_band, make_event, make_performance
from tests.desk import address, list_of, press, told


def test_the_ledger_is_read_and_never_written(client_of_staff: Client, ed: User) -> None:
    row = make_performance(make_event(), start="20:30")
    written = lineup.edit(row, by=ed, start=1320, note="<script>alert(1)</script>")

    page = client_of_staff.get(address(written))

    assertContains(page, "<td>Start</td><td>20:30</td><td>22:00</td>")
    assertContains(page, "&lt;script&gt;alert(1)&lt;/script&gt;")
    assert client_of_staff.post(address(written), {"label": "Nothing"}).status_code == 403
    assert client_of_staff.post(address(written, "delete"), {"post": "yes"}).status_code == 403
    assert client_of_staff.get(f"{list_of(ChangeSet)}add/").status_code == 403
    assert ChangeSet.objects.get().label == "Moved The Rills to 22:00"


def test_undo_takes_back_and_can_be_taken_back(client_of_staff: Client, staff: User) -> None:
    row = make_performance(make_event(), start="20:30")
    written = lineup.edit(row, by=None, start=1320)
    page = client_of_staff.get(address(written))
    key = page.context["once"]

    responses = [
        press(client_of_staff, "undo", written, on_page="1", form_key=key) for _ in range(2)
    ]

    row.refresh_from_db()
    assert [response["Location"] for response in responses] == [address(written)] * 2
    assert (row.start, ChangeSet.objects.count()) == (1230, 2)
    assert told(client_of_staff) == ["Vol. 7: Undid: Moved The Rills to 22:00."] * 2

    press(client_of_staff, "undo", ChangeSet.objects.first())
    row.refresh_from_db()
    assert (row.start, ChangeSet.objects.first().by) == (1320, staff)


def test_the_button_is_there_while_undo_is_possible(client_of_staff: Client) -> None:
    row = make_performance(make_event(timezone="Asia/Tokyo"), start="20:30")
    with time_machine.travel(datetime(2026, 10, 1, 16, tzinfo=UTC), tick=False):
        written = lineup.edit(row, by=None, start=1320)
    assert written
    client_of_staff.get("/admin/")

    page = client_of_staff.get(address(written))
    assertContains(page, "It can be undone.")
    assertContains(page, 'value="undo"')
    assertContains(page, "Friday 2 October 2026, 01:00 (Asia/Tokyo)")

    undo(written, by=None)
    page = client_of_staff.get(address(written))
    assertContains(page, "It is undone.")
    assertNotContains(page, 'value="undo"')


def test_undo_says_why_it_cannot(client_of_staff: Client) -> None:
    row = make_performance(make_event(), start="20:30")
    first = lineup.edit(row, by=None, start=1320)
    row.refresh_from_db()
    lineup.edit(row, by=None, start=1260)

    press(client_of_staff, "undo", first)

    assert told(client_of_staff) == ["The Rills has changed since (start), so this stays as it is."]
    assert ChangeSet.objects.count() == 2


def test_several_acts_are_undone_newest_first(client_of_staff: Client) -> None:
    row = make_performance(make_event(), start="20:30")
    chain = [lineup.edit(Performance.objects.get(), by=None, start=start) for start in (1320, 1260)]

    press(client_of_staff, "undo", *chain)

    row.refresh_from_db()
    assert row.start == 1230


def test_a_rename_over_several_events_is_undone_once(client_of_staff: Client) -> None:
    band = make_band("Old")
    for name in ("Vol. 7", "Vol. 8"):
        make_performance(make_event(name), band)
    renames.rename_band(band, "New", by=None)

    press(client_of_staff, "undo", *ChangeSet.objects.all())

    band.refresh_from_db()
    assert band.name == "Old"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_changes_asks_as_often_for_many(
    client_of_staff: Client, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        lineup.announce([make_performance(make_event(f"Vol. {number}"))], by=None)

    with django_assert_num_queries(9):
        client_of_staff.get(list_of(ChangeSet))
