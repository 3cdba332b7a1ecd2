"""The link that shows an event before it is public: to whom, how long, and nothing beside it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains
from time_machine import travel

from accounts.models import Organization, Role, User
from events import previews
from events.models import Event, PreviewLink
from settimes.purging import purge
from tests.cast import make_event, make_member, make_performance, signed_in

LINKS, PUBLISH = "/manage/events/vol-7/preview/links/", "/manage/events/vol-7/publish/"


@pytest.fixture
def event(crew: Organization) -> Event:
    event = make_event(reveal_mode=True)
    make_performance(event, "Announced", venue="Room 47", announced_at=timezone.now())
    make_performance(event, "Hidden", venue="Attic")
    make_performance(event, "Removed", announced_at=event.created, removed_at=event.created)
    return event


@pytest.fixture
def token(event: Event) -> str:
    return previews.token_of(previews.make(event, by=None))


def test_a_link_shows_what_fans_will_see_and_everything(client: Client, token: str) -> None:
    soon, everything = client.get(f"/preview/{token}/"), client.get(f"/preview/{token}/everything/")

    for page, shown, hidden in (
        (soon, ["Announced"], ["Hidden", "Attic", "Removed"]),
        (everything, ["Announced", "Hidden", "Attic"], ["Removed"]),
    ):
        for name in shown:
            assertContains(page, f"<bdi>{name}</bdi>")
        for name in hidden:
            assertNotContains(page, f"<bdi>{name}</bdi>")
        assertContains(page, '<h2 id="preview-is">Preview</h2>')
    assert client.get("/events/vol-7/").status_code == 404


@pytest.mark.parametrize("view", ["time", "venue", "grid"])
@pytest.mark.parametrize("more", ["", "everything/"])
def test_a_preview_stays_within_its_own_address(
    client: Client, token: str, view: str, more: str
) -> None:
    html = client.get(f"/preview/{token}/{more}", {"view": view}).content.decode()

    assert f'href="/preview/{token}/{more}' in html
    for elsewhere in ('href="/events/vol-7', 'href="/bands/announced', 'href="/venues/room-47'):
        assert elsewhere not in html


def test_a_preview_is_kept_and_found_by_nobody(client: Client, token: str) -> None:
    response = client.get(f"/preview/{token}/")

    kept = {"private", "no-store", "no-cache"}
    assert kept <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assertContains(response, '<meta name="robots" content="noindex, nofollow">')
    assertNotContains(response, "ld+json")
    assert not response.cookies
    assertNotContains(client.get("/sitemap.xml"), "preview")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_preview_is_only_looked_at(client: Client, token: str, method: str) -> None:
    assert getattr(client, method)(f"/preview/{token}/").status_code == 405


def test_a_link_ends_by_itself_and_goes(client: Client, event: Event, settings) -> None:
    settings.PREVIEW_LINK_FOR = timedelta(hours=1)
    address = f"/preview/{previews.token_of(previews.make(event, by=None))}/"

    with travel(timezone.now() + timedelta(minutes=59), tick=False):
        assert client.get(address).status_code == 200
        assert purge()["preview links"] == 0
    with travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert client.get(address).status_code == 404
        assert purge()["preview links"] == 1


def test_a_link_is_dead_as_soon_as_it_is_revoked(
    client: Client, client_of_ed: Client, event: Event
) -> None:
    client_of_ed.post(LINKS)
    client_of_ed.post(LINKS)
    first, second = client_of_ed.get(PUBLISH).context["links"]
    paths = [link.address.replace("http://localhost:8000", "") for link in (first, second)]
    assert [client.get(path).status_code for path in paths] == [200, 200]

    client_of_ed.post(LINKS, {"revoke": first.code})

    assert [client.get(path).status_code for path in paths] == [404, 200]
    assert client_of_ed.post(LINKS, {"revoke": first.code}).status_code == 302
    assert first.by == "Ed"


def test_nothing_but_the_whole_token_opens_anything(
    client: Client, event: Event, token: str
) -> None:
    code, signature = token.split(".")
    other = previews.token_of(previews.make(make_event("Other"), by=None))

    for wrong in (
        *(code, f"{code}.", f".{signature}", token[:-1], f"{token}x", token.swapcase()),
        *(f"{other.split('.')[0]}.{signature}", "x" * 5000, "%00", "ä.ö"),
    ):
        assert client.get(f"/preview/{wrong}/").status_code == 404


def test_an_organization_shows_only_its_own(
    crew: Organization, other_crew: Organization, event: Event, token: str, settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", other_crew.host]
    crew.host = "testserver"
    crew.save()

    answers = [
        Client(headers={"host": host}).get(f"/preview/{token}/").status_code
        for host in ("testserver", other_crew.host)
    ]

    assert answers == [200, 404]


def test_a_link_goes_with_its_event(client: Client, event: Event, token: str) -> None:
    event.delete()

    assert client.get(f"/preview/{token}/").status_code == 404


def test_only_editors_make_links_and_only_so_many(
    client_of_ed: Client, client_of_vic: Client, event: Event, ed: User
) -> None:
    assert client_of_vic.post(LINKS).status_code == 403
    assertNotContains(client_of_vic.get(PUBLISH), "Preview links")
    for _ in range(previews.MOST_LINKS + 2):
        client_of_ed.post(LINKS)

    assert PreviewLink.objects.count() == previews.MOST_LINKS
    assertContains(client_of_ed.get(PUBLISH), "There are 20 links already. Revoke one first.")


def test_members_need_no_link(
    client_of_vic: Client, client: Client, crew, other_crew, event: Event
) -> None:
    crew.host = "testserver"
    crew.save()
    assertNotContains(client_of_vic.get("/manage/events/vol-7/preview/"), "<bdi>Hidden</bdi>")
    assertContains(client_of_vic.get("/manage/events/vol-7/preview/everything/"), "Hidden")
    assert client.get("/manage/events/vol-7/preview/").status_code == 302
    eve = signed_in(make_member("Eve", Role.ADMIN, other_crew))
    assert eve.get("/manage/events/vol-7/preview/").status_code == 404
