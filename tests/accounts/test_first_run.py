"""An empty installation gets its first admin, once."""

import io

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.asserts import assertContains

from accounts.models import AuthEvent, Deed, Membership, Organization, Role, User

PAGE = "/accounts/first-run/"
TYPED = {
    "organization": "Crawl & Röll",
    "timezone": "Europe/Berlin",
    "name": "Mira",
    "email": "Mira@example.org",
    "password": "seven loud bands tonight",
}


def test_the_first_person_becomes_admin_and_the_page_closes(client: Client, crew) -> None:
    assert client.get("/manage/", follow=True).redirect_chain[-1] == (PAGE, 302)
    assertContains(client.get(PAGE), "Nobody is here yet")

    answer = client.post(PAGE, TYPED)

    assert answer["Location"] == "/manage/"
    mira = User.objects.get()
    assert (mira.email, mira.name) == ("mira@example.org", "Mira")
    assert Membership.objects.get(user=mira).role == Role.ADMIN
    crew.refresh_from_db()
    assert (crew.name, crew.timezone) == ("Crawl & Röll", "Europe/Berlin")
    assertContains(client.get("/manage/members/"), "mira@example.org")
    assert client.get("/admin/").status_code == 200
    assert list(AuthEvent.objects.order_by("pk").values_list("what", "by")) == [
        (Deed.ACCOUNT_CREATED, mira.pk),
        (Deed.JOINED, mira.pk),
    ]
    for other in (client, Client()):
        assert other.get(PAGE).status_code == 404
        assert other.post(PAGE, TYPED | {"email": "eve@example.org"}).status_code == 404
    assert User.objects.count() == 1


def test_the_zone_is_proposed_that_is_there_already(client: Client, crew) -> None:
    page = client.get(PAGE)

    assert page.context["form"]["timezone"].value() == crew.timezone == "America/Toronto"
    assertContains(page, '<option value="America/Toronto" selected>Toronto</option>', html=True)


def test_it_is_closed_where_somebody_has_an_account(client: Client, vic: User) -> None:
    vic.is_active = False
    vic.save(update_fields=["is_active"])

    assert client.get("/accounts/login/").status_code == 200
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, TYPED).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"organization": ""}, "Type a name."),
        ({"organization": "x" * 101}, "At most 100 characters."),
        ({"name": ""}, "Type your name."),
        ({"email": "mira"}, "Type a whole e-mail address"),
        ({"password": "short"}, "Use at least 15 characters"),
        ({"password": "mira@example.org"}, "mostly your own name or address"),
        ({"organization": "Crawl & Röll Waterloo", "password": "crawl röll waterloo"}, "or ours"),
        ({"timezone": ""}, "Choose one of the list."),
        ({"timezone": "Mars/Olympus"}, "Choose one of the list."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    client: Client, crew, typed: dict[str, str], said: str
) -> None:
    page = client.post(PAGE, TYPED | typed)

    assertContains(page, said, status_code=422)
    assert TYPED["password"] not in page.content.decode()
    assert (User.objects.count(), Organization.objects.get().name) == (0, "Our crawl")


def test_the_command_makes_a_member_and_closes_the_page(client: Client, crew, monkeypatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", TYPED["password"])

    call_command(
        "createsuperuser", email="mira@example.org", interactive=False, stdout=io.StringIO()
    )

    assert client.get(PAGE).status_code == 404
    client.post("/accounts/login/", {"email": "mira@example.org", "password": TYPED["password"]})
    assertContains(client.get("/manage/members/"), "mira@example.org")
    assert AuthEvent.objects.filter(what=Deed.ACCOUNT_CREATED).count() == 1


def test_the_command_leaves_others_as_they_are(crew, staff: User, monkeypatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", TYPED["password"])

    call_command(
        "createsuperuser", email="mira@example.org", interactive=False, stdout=io.StringIO()
    )

    assert [row.user.email for row in Membership.objects.all()] == ["mira@example.org"]


def test_where_there_are_several_places_the_command_chooses_none(
    crew, other_crew, monkeypatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", TYPED["password"])

    call_command(
        "createsuperuser", email="mira@example.org", interactive=False, stdout=io.StringIO()
    )

    assert User.objects.get().is_superuser
    assert not Membership.objects.exists()
