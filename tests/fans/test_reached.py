"""Organizers see how many follow; addresses only an admin, with the password, and it is audited."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from accounts.models import AuthEvent
from bands.models import Band
from events.models import Event
from fans import reached
from tests.cast import make_band, make_event, make_performance
from tests.fans.post import FAY, ask, follow
from tests.mailbox import Mailbox

PASSWORD = "a long enough password"


@pytest.fixture
def fans(client: Client, rills: Band, mailbox: Mailbox) -> None:
    """Two who follow The Rills, one of them The Harpoonist too, and one who never confirmed."""
    follow(client, mailbox, "the-rills", "the-harpoonist")
    follow(client, mailbox, "the-rills", email="gus@example.org")
    ask(client, "the-rills", email="waiting@example.org")
    make_performance(make_event("Elsewhere"), make_band("Nobody's"))


def test_people_count_once_per_band_and_event_and_only_when_confirmed(fans, crew) -> None:
    found = reached.of(crew)

    assert (found.people, found.waiting, found.news) == (2, 1, 0)
    assert [(band.name, band.followers) for band in found.bands] == [
        ("The Rills", 2),
        ("The Harpoonist", 1),
    ]
    assert {event.name: people for event, people in found.events} == {"Vol. 7": 2, "Elsewhere": 0}


def test_another_organizations_fans_are_not_counted(fans, other_crew) -> None:
    found = reached.of(other_crew)

    assert (found.people, found.waiting, found.bands, found.events) == (0, 0, [], [])


@pytest.mark.parametrize("who", ["vic", "ed", "ada"])
def test_the_page_has_numbers_and_no_address(
    fans, who: str, request: pytest.FixtureRequest
) -> None:
    answer = request.getfixturevalue(f"client_of_{who}").get("/manage/fans/")

    assertContains(answer, "2 fans get mail from you")
    assertContains(answer, "1 more asked for it and has not pressed the button")
    assert b"@example.org" not in answer.content.replace(f"{who}@example.org".encode(), b"")


def test_an_admin_takes_the_addresses_with_the_password_and_it_is_written_down(
    fans, client_of_ada: Client
) -> None:
    asked = client_of_ada.get("/manage/fans/addresses/")
    assert FAY.encode() not in asked.content

    answer = client_of_ada.post("/manage/fans/addresses/", {"current": PASSWORD})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.rsplit(",", 1)[0] for line in lines] == [
        "email,band",
        f"{FAY},The Harpoonist",
        f"{FAY},The Rills",
        "gus@example.org,The Rills",
    ]
    assert AuthEvent.objects.filter(what="exported").get().detail == "Addresses of fans, 3 rows"


def test_without_the_password_there_is_no_address(fans, client_of_ada: Client) -> None:
    for typed in ("", "wrong password"):
        answer = client_of_ada.post("/manage/fans/addresses/", {"current": typed})
        assert answer.status_code == 422
        assert FAY.encode() not in answer.content

    assert not AuthEvent.objects.filter(what="exported").exists()


@pytest.mark.parametrize("who", ["vic", "ed"])
def test_an_editor_gets_no_address(fans, who: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(f"client_of_{who}")

    assert client.post("/manage/fans/addresses/", {"current": PASSWORD}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    client: Client, crew, client_of_vic: Client, mailbox, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        event = make_event(f"Night {number}", status="published")
        band = make_performance(event, make_band(f"Band {number}")).band
        follow(client, mailbox, band.slug, email=f"f{number}@example.org")
    assert Event.objects.count() == count

    with django_assert_num_queries(10):
        client_of_vic.get("/manage/fans/")
