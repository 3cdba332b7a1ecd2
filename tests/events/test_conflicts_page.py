"""The list of conflicts: text, severity, what would solve it, and what is meant so."""

import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Organization, User
from events import intended, lineup
from events.models import AcceptedConflict, Event, Performance
from tests.cast import make_event, make_performance

PAGE = "/manage/events/vol-7/conflicts/"
SAID = "Room 47 is double-booked for 30 min: The Rills until 21:00."


@pytest.fixture
def event(crew: Organization) -> Event:
    event = make_event()
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="21:00")
    make_performance(event, "Ø", venue="Room 47", start="20:30", end="21:30")
    return event


def tokens(client: Client) -> list[str]:
    html = client.get(PAGE).content.decode()
    return re.findall(r'name="conflict" value="([^"]*)"', html)


def headings(client: Client) -> list[str]:
    html = client.get(PAGE).content.decode()
    return re.findall(r"<h2[^>]*>([^<]*)<", html)


def open_and_intended() -> tuple[int, int]:
    found = intended.of_event(Event.objects.get())
    return len(found.open), len(found.intended)


def test_a_conflict_is_told_with_what_would_solve_it(client_of_ed: Client, event: Event) -> None:
    response = client_of_ed.get(PAGE)

    assertContains(response, SAID)
    assertContains(response, "Move Ø to 21:10")
    assertContains(response, "1 conflict is open.")
    assert headings(client_of_ed) == ["Cannot happen as booked"]
    for row in event.performances.all():
        assertContains(response, f"/manage/events/vol-7/lineup/{row.public_id}/edit/")


def test_what_is_only_tight_stands_apart(client_of_vic: Client, event: Event) -> None:
    make_performance(event, "PJ", venue="Room 47", start="21:35", end="22:00")

    assert headings(client_of_vic) == ["Cannot happen as booked", "Tight"]
    assertContains(client_of_vic.get(PAGE), "2 conflicts are open.")


def test_a_conflict_is_marked_as_intended_and_back(client_of_ed: Client, event: Event) -> None:
    (token,) = tokens(client_of_ed)

    response = client_of_ed.post(PAGE, {"conflict": token, "accept": "1"}, follow=True)
    assertRedirects(response, PAGE)
    assert open_and_intended() == (0, 1)
    assertContains(response, "Marked as intended: The Rills and Ø at Room 47.")
    assertContains(response, "No conflict is open.")
    assertContains(response, "Marked by <bdi>Ed</bdi>")
    assert headings(client_of_ed) == ["Intended"]

    client_of_ed.post(PAGE, {"conflict": token, "reopen": "1"})
    assert open_and_intended() == (1, 0)


def test_marking_twice_is_harmless(client_of_ed: Client, event: Event) -> None:
    (token,) = tokens(client_of_ed)

    for _ in range(2):
        response = client_of_ed.post(PAGE, {"conflict": token, "accept": "1"})
        assert response.status_code == 302

    assert AcceptedConflict.objects.count() == 1


def test_a_conflict_changed_meanwhile_is_not_marked(client_of_ed: Client, event, ed: User) -> None:
    (token,) = tokens(client_of_ed)
    lineup.edit(Performance.objects.get(band__name="Ø"), start=1235, end=1290, by=ed)

    response = client_of_ed.post(PAGE, {"conflict": token, "accept": "1"})

    assertContains(response, "This conflict has changed while you looked.", status_code=409)
    assertContains(response, "double-booked for 25 min", status_code=409)
    assert AcceptedConflict.objects.count() == 0


@pytest.mark.parametrize("sent", [{}, {"conflict": ""}, {"conflict": "x y z"}, {"accept": "1"}])
def test_nonsense_marks_nothing(client_of_ed: Client, event: Event, sent: dict) -> None:
    assert client_of_ed.post(PAGE, sent).status_code == 409
    assert AcceptedConflict.objects.count() == 0


def test_viewers_see_all_and_mark_nothing(client_of_vic: Client, client_of_ed, event) -> None:
    (token,) = tokens(client_of_ed)

    assertContains(client_of_vic.get(PAGE), SAID)
    assertNotContains(client_of_vic.get(PAGE), "Mark as intended")
    assert client_of_vic.post(PAGE, {"conflict": token, "accept": "1"}).status_code == 403


def test_an_event_of_others_does_not_exist(client_of_ed: Client, crew, other_crew) -> None:
    crew.host = "testserver"
    crew.save()
    make_event("Theirs", organization=other_crew)

    assert client_of_ed.get("/manage/events/theirs/conflicts/").status_code == 404
    assert client_of_ed.post("/manage/events/theirs/conflicts/").status_code == 404


def test_nothing_to_solve_is_said(client_of_vic: Client, crew: Organization) -> None:
    event = make_event()
    assertContains(client_of_vic.get(PAGE), "No conflict. Nobody and no venue is double-booked.")

    Event.objects.filter(pk=event.pk).update(status="archived")
    assertContains(client_of_vic.get(PAGE), "This event is archived.")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_many_conflicts_as_for_one(
    client_of_ed: Client, event: Event, ed: User, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        make_performance(event, f"Band {number}", venue="Room 47", start="20:30")
    for conflict in intended.of_event(event).open[:count]:
        intended.accept(conflict, by=ed)
    client_of_ed.get(PAGE)

    # Session, user, organization, membership, event, sets, marks.
    with django_assert_num_queries(7):
        client_of_ed.get(PAGE)
