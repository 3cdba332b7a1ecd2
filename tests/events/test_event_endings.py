"""Cancelling, postponing and deleting a whole event, and taking it back."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects
from time_machine import TimeMachineFixture

from accounts.models import Organization, User
from events import editions, lineup
from events.act import Refused
from events.models import ChangeSet, Event, Performance
from events.undo import undo
from tests.cast import SATURDAY, make_event, make_performance
from tests.events.test_schedule import toronto

CALL_OFF, DELETE = "/manage/events/vol-7/call-off/", "/manage/events/vol-7/delete/"
LATER = date(2026, 10, 24)


@pytest.fixture(autouse=True)
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """A week before the event."""
    time_machine.move_to(toronto("12:00", SATURDAY - timedelta(days=7)), tick=False)
    return time_machine


@pytest.fixture
def event(crew: Organization) -> Event:
    event = make_event(status="published", last_day=SATURDAY.replace(day=11))
    make_performance(event, day=event.last_day)
    return event


def how_it_stands() -> tuple[str, str, date]:
    event = Event.objects.get()
    return event.called_off, event.called_off_reason, event.first_day


@pytest.mark.parametrize(
    ("sent", "label", "stands"),
    [
        ({"how": "cancel", "reason": "Flood"}, "Cancelled", ("cancelled", "Flood", SATURDAY)),
        ({"how": "postpone", "reason": "Snow"}, "Postponed", ("postponed", "Snow", SATURDAY)),
        (
            {"how": "postpone", "to": "2026-10-24"},
            "Postponed to 24 October 2026",
            ("no", "", LATER),
        ),
    ],
)
def test_a_whole_event_is_called_off_and_undone(
    client_of_ed: Client, event: Event, sent: dict, label: str, stands: tuple
) -> None:
    response = client_of_ed.post(CALL_OFF, sent)

    assertRedirects(response, "/manage/events/vol-7/edit/")
    written = ChangeSet.objects.get()
    assert (written.label, how_it_stands()) == (label, stands)

    client_of_ed.post(f"/manage/events/vol-7/undo/{written.operation}/")
    assert how_it_stands() == ("no", "", SATURDAY)
    assert Performance.objects.get().day == SATURDAY.replace(day=11)


def test_postponing_to_a_day_moves_every_set(client_of_ed: Client, event: Event) -> None:
    client_of_ed.post(CALL_OFF, {"how": "postpone", "to": "2026-10-24"})

    assert Event.objects.get().last_day == date(2026, 10, 25)
    assert Performance.objects.get().day == date(2026, 10, 25)


@pytest.mark.parametrize("on", ["", "2026-10-24"])
def test_what_was_called_off_goes_ahead(client_of_ed: Client, event: Event, on: str) -> None:
    editions.call_off(event, Event.CalledOff.POSTPONED, reason="Snow", by=None)
    assertContains(client_of_ed.get(CALL_OFF), "It goes ahead")

    client_of_ed.post(CALL_OFF, {"how": "go_ahead", "to": on})

    assert how_it_stands() == ("no", "", LATER if on else SATURDAY)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"how": "explode"}, 422),
        ({"how": "cancel", "reason": "x" * 501}, 422),
        ({"how": "postpone", "to": "soon"}, 422),
        ({"how": "postpone", "to": "2999-01-01"}, 422),
    ],
)
def test_what_cannot_be_changes_nothing(
    client_of_ed: Client, event: Event, sent: dict, status: int
) -> None:
    assert client_of_ed.post(CALL_OFF, sent).status_code == status
    assert (how_it_stands(), ChangeSet.objects.count()) == (("no", "", SATURDAY), 0)


def test_an_archived_event_is_not_called_off(client_of_ed: Client, event: Event) -> None:
    editions.archive(event, by=None)

    response = client_of_ed.post(CALL_OFF, {"how": "cancel"})

    assertContains(response, "Vol. 7 is archived.", status_code=409)
    assert how_it_stands()[0] == "no"


def test_a_draft_is_deleted_after_typing_its_name(client_of_ed: Client, event: Event) -> None:
    editions.unpublish(event, by=None)
    assertContains(client_of_ed.get(DELETE), "1 set goes with it, and 1 entry of its history.")

    wrong = client_of_ed.post(DELETE, {"name": "Vol. 8"})
    assertContains(wrong, "Its name is Vol. 7. Type it just like that.", status_code=422)
    assert Event.objects.exists()

    assertRedirects(client_of_ed.post(DELETE, {"name": " Vol.  7 "}), "/manage/")
    assert (Event.objects.exists(), Performance.objects.exists()) == (False, False)
    assert ChangeSet.objects.get().label == "Deleted Vol. 7"
    assert client_of_ed.post(DELETE, {"name": "Vol. 7"}).status_code == 404


def test_a_published_event_is_not_deleted(client_of_ed: Client, event: Event) -> None:
    assertContains(client_of_ed.get(DELETE), "unpublish it first")

    response = client_of_ed.post(DELETE, {"name": "Vol. 7"})

    assert response.status_code == 409
    assert Event.objects.exists()


def test_what_is_deleted_does_not_come_back(client_of_ed: Client, event: Event, ed: User) -> None:
    lineup.shift(list(event.performances.select_related("event")), 5, by=ed)
    editions.archive(event, by=ed)
    written = editions.delete(event, by=ed)

    assert written is not None
    with pytest.raises(Refused, match="does not come back"):
        undo(written, by=ed)
    assert ChangeSet.objects.count() == 1


@pytest.mark.parametrize("address", [CALL_OFF, DELETE, "/manage/events/vol-7/edit/"])
def test_only_editors_end_an_event(client_of_vic: Client, event: Event, address: str) -> None:
    answers = [client_of_vic.get(address).status_code, client_of_vic.post(address, {}).status_code]

    assert answers == [403, 403]


def test_the_desk_tells_what_was_deleted(client_of_staff: Client, event: Event, ed: User) -> None:
    editions.archive(event, by=ed)
    written = editions.delete(event, by=ed)

    assertContains(client_of_staff.get("/admin/events/changeset/"), "Deleted Vol. 7")
    address = f"/admin/events/changeset/{written.pk}/change/"
    assertContains(client_of_staff.get(address), "Deleted Vol. 7")
