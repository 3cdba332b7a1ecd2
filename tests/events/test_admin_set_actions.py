"""Announcing, cancelling, restoring and removing sets at the desk."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from events import lineup
from events.models import ChangeSet, Performance
from tests.cast import make_event, make_performance
from tests.desk import address, confirm, list_of, press, told


def fresh(row: Performance) -> Performance:
    return Performance.objects.get(pk=row.pk)


def test_sets_are_announced_and_unannounced(client_of_staff: Client) -> None:
    first, second = (make_performance(make_event(), name) for name in ("The Rills", "Ø"))

    press(client_of_staff, "announce", first, second)
    assert None not in {fresh(first).announced_at, fresh(second).announced_at}

    press(client_of_staff, "unannounce", first)
    assert (fresh(first).announced_at is None, fresh(second).announced_at is None) == (True, False)
    assert told(client_of_staff) == [
        "Vol. 7: Announced The Rills.",
        "Vol. 7: Announced Ø.",
        "Vol. 7: Unannounced The Rills.",
    ]


def test_a_set_is_cancelled_with_a_reason(client_of_staff: Client) -> None:
    row = make_performance(make_event())

    asked = press(client_of_staff, "cancel", row, on_page="1")
    assertContains(asked, "Cancel 1 set?")
    assert fresh(row).cancelled_at is None

    done = confirm(client_of_staff, asked, reason="Broken arm", on_page="1")
    assert done["Location"] == address(row)
    assert (fresh(row).cancelled_at is None, fresh(row).cancel_reason) == (False, "Broken arm")


@pytest.mark.parametrize("reason", ["x" * 201, "a\x00b", "a\x1bb"])
def test_a_reason_that_cannot_be_kept_is_asked_for_again(
    client_of_staff: Client, reason: str
) -> None:
    row = make_performance(make_event())

    again = confirm(client_of_staff, press(client_of_staff, "cancel", row), reason=reason)

    assert (again.status_code, again.context["reason"]) == (422, reason)
    assertContains(again, 'id="id_reason_error"', status_code=422)
    assert fresh(row).cancelled_at is None


def test_a_set_restored_into_a_taken_slot_asks_first(client_of_staff: Client) -> None:
    row = make_performance(make_event(), "The Rills", venue="Room 47", start="20:30")
    lineup.cancel([row], by=None)
    make_performance(row.event, "Ø", venue="Room 47", start="20:30")

    asked = press(client_of_staff, "restore", fresh(row))
    assertContains(asked, "Ø now plays at Room 47 when The Rills would.")
    assert fresh(row).cancelled_at is not None

    confirm(client_of_staff, asked)
    assert fresh(row).cancelled_at is None


def test_a_removed_set_leaves_the_lineup_and_undo_brings_it_back(client_of_staff: Client) -> None:
    row = make_performance(make_event())

    asked = press(client_of_staff, "remove", row)
    assert fresh(row).removed_at is None
    confirm(client_of_staff, asked)
    assert fresh(row).removed_at is not None

    press(client_of_staff, "undo", ChangeSet.objects.get())
    assert fresh(row).removed_at is None


def test_no_set_is_ever_deleted(client_of_staff: Client) -> None:
    row = make_performance(make_event())

    assert client_of_staff.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    press(client_of_staff, "delete_selected", row, post="yes")
    assert fresh(row).removed_at is None


def test_a_removed_set_takes_no_action(client_of_staff: Client) -> None:
    row = make_performance(make_event())
    lineup.remove([row], by=None)

    press(client_of_staff, "announce", fresh(row))

    assert told(client_of_staff) == ["A removed set comes back by undo only."]
    assert fresh(row).announced_at is None


def test_a_change_between_question_and_answer_is_told(client_of_staff: Client) -> None:
    row = make_performance(make_event())
    asked = press(client_of_staff, "cancel", row)
    lineup.edit(row, by=None, start=1320)

    confirm(client_of_staff, asked)

    assert told(client_of_staff) == ["Somebody changed this first: The Rills."]
    assert fresh(row).cancelled_at is None


def test_sets_of_several_events_change_together_or_not_at_all(client_of_staff: Client) -> None:
    first = make_performance(make_event("Vol. 7"))
    second = make_performance(make_event("Vol. 8", status="archived"))

    press(client_of_staff, "announce", first, second)

    assert told(client_of_staff) == ["Vol. 8 is archived. Unarchive it to change its lineup."]
    assert (fresh(first).announced_at, ChangeSet.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("announced", ["Seen"]),
        ("unannounced", ["Ill", "Unseen"]),
        ("cancelled", ["Ill"]),
        ("removed", ["Gone"]),
        ("tba", ["Unseen"]),
        ("nothing", ["Gone", "Ill", "Seen", "Unseen"]),
    ],
)
def test_sets_are_filtered_by_state(client_of_staff: Client, state: str, names: list[str]) -> None:
    event = make_event()
    at, here = event.created, {"venue": "Room 47"}
    make_performance(event, "Seen", announced_at=at, **here)
    make_performance(event, "Ill", cancelled_at=at, **here)
    make_performance(event, "Gone", removed_at=at, **here)
    make_performance(event, "Unseen", start=None, **here)

    found = client_of_staff.get(list_of(Performance), {"state": state}).context["cl"].result_list

    assert sorted(row.band.name for row in found) == names


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_sets_asks_as_often_for_many(
    client_of_staff: Client, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        make_performance(make_event(f"Vol. {number}"), f"Band {number}", venue=f"Room {number}")

    with django_assert_num_queries(9):
        client_of_staff.get(list_of(Performance), {"q": "ro"})
