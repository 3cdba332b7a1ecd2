"""The page before publishing: what is open, what fans will see, and an event's steps."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Organization
from events import editions, readiness
from events.models import ChangeSet, Event, Performance
from tests.cast import make_band, make_event, make_performance

PAGE = "/manage/events/vol-7/publish/"


@pytest.fixture
def event(crew: Organization) -> Event:
    event = make_event(reveal_mode=True)
    linked = make_band("Linked", links={"website": "https://linked.example.org/"})
    now = timezone.now()
    make_performance(event, linked, venue="Room 47", start="20:00", end="21:00", announced_at=now)
    make_performance(event, "Overlaps", venue="Room 47", start="20:30", end="21:30")
    make_performance(event, "Sometime", venue="Room 47", start=None)
    make_performance(event, "Homeless", start="23:00", venue=None)
    make_performance(event, "Ill", start=None, venue=None, cancelled_at=now)
    make_performance(event, "Gone", start=None, removed_at=now)
    return event


def names(rows: list) -> list[str]:
    return [str(getattr(row, "band", row)) for row in rows]


def test_readiness_names_what_is_open(event: Event) -> None:
    ready = readiness.of(event)

    assert (len(ready.sets), ready.shown) == (5, 1)
    assert names(ready.unannounced) == ["Overlaps", "Homeless", "Sometime", "Ill"]
    assert names(ready.untimed) == ["Sometime"]
    assert names(ready.homeless) == ["Homeless"]
    assert len(ready.conflicts) == 1
    assert names(ready.without_link) == ["Homeless", "Overlaps", "Sometime"]
    assert ready.missing == ["doors", "city", "ticket link"]
    assert not ready.is_complete


def test_a_lineup_without_a_gap_is_complete(crew: Organization) -> None:
    event = make_event(doors={"1": 1140}, city="Elora", ticket_url="https://a.example.org/")
    assert not readiness.of(event).is_complete

    linked = make_band("Linked", links={"website": "https://linked.example.org/"})
    make_performance(event, linked, venue="Room 47")

    assert readiness.of(event).is_complete


def test_the_page_says_what_goes_up(client_of_vic: Client, event: Event) -> None:
    response = client_of_vic.get(PAGE)

    assertContains(response, "1 set goes up. 4 stay hidden.")
    assertContains(response, "1 conflict<")
    assertContains(response, 'href="/manage/events/vol-7/preview/"')
    assertNotContains(response, 'name="step"')


@pytest.mark.parametrize(
    ("status", "step", "becomes", "label"),
    [
        ("draft", "publish", "published", "Published"),
        ("published", "unpublish", "draft", "Unpublished"),
        ("published", "archive", "archived", "Archived"),
        ("archived", "unarchive", "published", "Unarchived"),
    ],
)
def test_each_step_is_one_act_with_its_undo(
    client_of_ed: Client, event: Event, status: str, step: str, becomes: str, label: str
) -> None:
    for verb in {"draft": (), "published": ("publish",), "archived": ("publish", "archive")}[
        status
    ]:
        getattr(editions, verb)(event, by=None)
    ChangeSet.objects.all().delete()
    assertContains(client_of_ed.get(PAGE), f'name="step" value="{step}"')

    response = client_of_ed.post(PAGE, {"step": step}, follow=True)

    assertRedirects(response, PAGE)
    written = ChangeSet.objects.get()
    assert (Event.objects.get().status, written.label) == (becomes, label)
    assertContains(response, f"/manage/events/vol-7/undo/{written.operation}/")
    client_of_ed.post(f"/manage/events/vol-7/undo/{written.operation}/")
    assert Event.objects.get().status == status


def test_a_step_taken_twice_is_taken_once(client_of_ed: Client, event: Event) -> None:
    for _ in range(2):
        assert client_of_ed.post(PAGE, {"step": "publish"}).status_code == 302

    assert ChangeSet.objects.count() == 1


def test_a_lost_race_is_told_and_overwrites_nothing(client_of_ed: Client, event: Event) -> None:
    editions.publish(event, by=None)
    editions.archive(event, by=None)

    response = client_of_ed.post(PAGE, {"step": "unpublish"})

    assertContains(response, "Vol. 7 is archived now", status_code=409)
    assert Event.objects.get().status == "archived"


def test_publishing_an_empty_lineup_asks_first(client_of_ed: Client, event: Event) -> None:
    Performance.objects.update(announced_at=None)

    asked = client_of_ed.post(PAGE, {"step": "publish"})
    assertContains(asked, "Publish an empty lineup?", status_code=409)
    assert Event.objects.get().status == "draft"

    hidden = re.findall(r'name="even_if_empty" value="1"', asked.content.decode())
    assert len(hidden) == 2
    client_of_ed.post(PAGE, {"step": "publish", "even_if_empty": "1"})
    assert Event.objects.get().status == "published"


@pytest.mark.parametrize("step", ["", "delete", "step", "x" * 5000])
def test_no_such_step_is_said(client_of_ed: Client, event: Event, step: str) -> None:
    response = client_of_ed.post(PAGE, {"step": step})

    assertContains(response, "Choose one of the steps below.", status_code=422)
    assert not ChangeSet.objects.exists()


def test_a_viewer_takes_no_step(client_of_vic: Client, event: Event) -> None:
    assert client_of_vic.post(PAGE, {"step": "publish"}).status_code == 403
    assert Event.objects.get().status == "draft"


def test_reveal_mode_is_switched_with_its_undo(client_of_ed: Client, event: Event) -> None:
    response = client_of_ed.post(PAGE, {"step": "reveal_off"}, follow=True)

    assertContains(response, "Reveal mode is off")
    assertNotContains(response, "not announced")
    client_of_ed.post(PAGE, {"step": "reveal_on"})
    assert list(ChangeSet.objects.values_list("label", flat=True)) == [
        "Reveal mode on",
        "Reveal mode off",
    ]


def test_what_is_hidden_is_revealed_together(client_of_ed: Client, event: Event) -> None:
    html = client_of_ed.get(PAGE).content.decode()
    ticks = re.findall(r'name="set" value="([^"]+)" checked', html)
    assert len(ticks) == 4

    asked = client_of_ed.post(
        "/manage/events/vol-7/lineup/bulk/", {"verb": "announce", "set": ticks}
    )
    assertContains(asked, "Announce 4 sets")
    form = {
        name: re.findall(rf'name="{name}" value="([^"]*)"', asked.content.decode())[-1]
        for name in ("sets", "form_key", "verb")
    }
    client_of_ed.post("/manage/events/vol-7/lineup/bulk/", {**form, "apply": "1"})

    live = Performance.objects.filter(removed_at__isnull=True)
    assert not live.filter(announced_at__isnull=True).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_many_sets_as_for_one(
    client_of_ed: Client, crew: Organization, django_assert_num_queries, count: int
) -> None:
    event = make_event(reveal_mode=True)
    for number in range(count):
        make_performance(event, f"Band {number}", venue=f"Venue {number}")

    # Session, user, organization, membership, event, sets, intended, preview links; who knows of
    # the event as a whole, and who of a set that is gone.
    with django_assert_num_queries(10):
        client_of_ed.get(PAGE)
