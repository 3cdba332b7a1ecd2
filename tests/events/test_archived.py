"""An archived event is closed, and every page that says so shows the way out."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Organization, User
from events import editions
from events.models import ChangeSet, Event
from tests.cast import make_event, make_performance
from tests.events.editing import PAGE, edit_url

AT = "/manage/events/vol-7/"
UNARCHIVE = f"{AT}publish/"
STEP = {"step": "unarchive"}
WAY_OUT = f'action="{UNARCHIVE}"'
COPY = "Copy its sets to another event…"


@pytest.fixture
def event(crew: Organization, ed: User) -> Event:
    event = make_event()
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="20:30")
    make_performance(event, "Ø", venue="Attic", start="21:00", end="21:30")
    editions.publish(event, by=ed)
    event.refresh_from_db()
    editions.archive(event, by=ed)
    event.refresh_from_db()
    return event


def status() -> str:
    return Event.objects.get(slug="vol-7").status


@pytest.mark.parametrize(
    "address", [PAGE, f"{PAGE}add/", f"{AT}conflicts/", f"{AT}history/", "edit"]
)
def test_every_page_that_is_closed_offers_to_open_it(
    client_of_ed: Client, event: Event, address: str
) -> None:
    page = edit_url(event.performances.first()) if address == "edit" else address
    assertContains(client_of_ed.get(page), WAY_OUT, count=1)

    response = client_of_ed.post(UNARCHIVE, {**STEP, "next": page}, follow=True)

    assertRedirects(response, page)
    assertContains(response, "Unarchived.")
    assertNotContains(response, WAY_OUT)
    assert status() == "published"


def test_viewers_are_told_and_open_nothing(client_of_vic: Client, event: Event) -> None:
    response = client_of_vic.get(PAGE)

    assertContains(response, "is archived, so its lineup is closed.")
    assertNotContains(response, WAY_OUT)
    assertNotContains(response, COPY)
    assert client_of_vic.post(UNARCHIVE, STEP).status_code == 403
    assert status() == "archived"


def test_opening_twice_is_harmless_and_a_draft_is_not_published(
    client_of_ed: Client, event: Event
) -> None:
    for _ in range(2):
        assertRedirects(client_of_ed.post(UNARCHIVE, STEP), UNARCHIVE)
    assert status() == "published"

    Event.objects.update(status="draft")
    assert client_of_ed.post(UNARCHIVE, STEP).status_code == 409
    assert status() == "draft"


@pytest.mark.parametrize("has_sets", [True, False])
def test_publishing_is_undone_once_the_event_is_open_again(
    client_of_ed: Client, ed: User, event: Event, *, has_sets: bool
) -> None:
    if not has_sets:
        event.performances.all().delete()
        ChangeSet.objects.all().delete()
        Event.objects.update(status="draft")
        editions.publish(event, even_if_empty=True, by=ed)
        editions.archive(event, by=ed)
    published = ChangeSet.objects.get(label="Published")
    first = f"Vol. 7 is archived. Unarchive it {'to change its lineup' if has_sets else 'first'}."
    undo = f"{AT}undo/{published.operation}/"
    assertContains(client_of_ed.get(f"{AT}history/"), f"Cannot be undone: {first}")

    assertContains(client_of_ed.post(undo, follow=True), f"Not undone: Published. {first}")
    assert status() == "archived"

    client_of_ed.post(UNARCHIVE, STEP)
    client_of_ed.post(undo)
    assert status() == "draft"


def test_sets_of_an_archived_event_are_copied_from_its_page(
    client_of_ed: Client, event: Event
) -> None:
    make_event("Vol. 8")
    assertContains(client_of_ed.get(PAGE), COPY)

    asked = {"verb": "copy", "everything": "on"}
    response = client_of_ed.post(f"{PAGE}bulk/", {**asked, "choose": "1"})
    assertContains(response, "<b>2 sets</b>")
    preview = client_of_ed.post(f"{PAGE}bulk/", {**asked, "into": "vol-8"})
    assertContains(preview, "Copy 2 sets to Vol. 8")
    context = preview.context
    done = {"sets": context["selection"].as_field, "form_key": context["form_key"], "apply": "1"}
    client_of_ed.post(f"{PAGE}bulk/", {**done, **dict(context["frozen"])})

    assert Event.objects.get(slug="vol-8").performances.count() == 2
    assert status() == "archived"


def test_an_empty_archived_lineup_offers_nothing_to_copy(client_of_ed: Client, event) -> None:
    event.performances.all().delete()

    assertContains(client_of_ed.get(PAGE), WAY_OUT)
    assertNotContains(client_of_ed.get(PAGE), COPY)
