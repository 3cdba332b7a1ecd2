"""Publishing, archiving and the ways back, by action or by the button on the event's page."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from events import editions
from events.models import ChangeSet, Event
from tests.cast import make_event, make_performance
from tests.desk import address, as_shown, confirm, press, told


def status(event: Event) -> str:
    event.refresh_from_db()
    return event.status


@pytest.mark.parametrize(
    ("before", "action", "after", "said"),
    [
        ("draft", "publish", "published", "Vol. 7: Published."),
        ("published", "unpublish", "draft", "Vol. 7: Unpublished."),
        ("published", "archive", "archived", "Vol. 7: Archived."),
        ("archived", "unarchive", "published", "Vol. 7: Unarchived."),
        ("published", "publish", "published", "It was so already."),
    ],
)
def test_an_event_takes_a_step(
    client_of_staff: Client, before: str, action: str, after: str, said: str
) -> None:
    event = make_event(status=before)
    make_performance(event)

    response = press(client_of_staff, action, event)

    assert response["Location"] == "/admin/events/event/"
    assert (status(event), told(client_of_staff)) == (after, [said])
    assert ChangeSet.objects.count() == (before != after)


@pytest.mark.parametrize(
    ("before", "action"), [("draft", "archive"), ("archived", "unpublish"), ("draft", "unarchive")]
)
def test_an_event_skips_no_step(client_of_staff: Client, before: str, action: str) -> None:
    event = make_event(status=before)

    press(client_of_staff, action, event)

    (message,) = told(client_of_staff)
    assert message.startswith(f"Vol. 7 is {before} now, so it cannot become ")
    assert (status(event), ChangeSet.objects.count()) == (before, 0)


def test_the_page_of_an_event_has_buttons_for_its_next_steps(client_of_staff: Client) -> None:
    event = make_event(status="published")

    page = client_of_staff.get(address(event))
    response = press(client_of_staff, "archive", event, on_page="1")

    assert page.context["buttons"] == [("archive", "Archive"), ("unpublish", "Unpublish")]
    assert response["Location"] == address(event)
    assert status(event) == "archived"


def test_a_button_pressed_too_late_overwrites_nothing(client_of_staff: Client) -> None:
    event = make_event(status="published")
    editions.unpublish(event, by=None)

    press(client_of_staff, "archive", event, on_page="1")

    assert told(client_of_staff) == ["Vol. 7 is draft now, so it cannot become archived."]
    assert status(event) == "draft"


def test_publishing_an_empty_lineup_asks_first(client_of_staff: Client) -> None:
    event = make_event()

    asked = press(client_of_staff, "publish", event, on_page="1")

    assertContains(asked, "<h1>Publish an empty lineup?</h1>")
    assert status(event) == "draft"

    confirmed = confirm(client_of_staff, asked, on_page="1")
    assert (confirmed["Location"], status(event)) == (address(event), "published")


def test_several_events_step_together_or_not_at_all(client_of_staff: Client) -> None:
    first, second = make_event("Vol. 7", status="published"), make_event("Vol. 8")

    press(client_of_staff, "archive", first, second)
    assert (status(first), status(second)) == ("published", "draft")

    press(client_of_staff, "unpublish", first, second)
    assert (status(first), status(second)) == ("draft", "draft")


def test_the_status_cannot_be_typed(client_of_staff: Client) -> None:
    event = make_event()
    typed = set(as_shown(client_of_staff, address(event)))

    assert typed & {"status", "revision", "cloned_from"} == set()
    assert "name" in typed
