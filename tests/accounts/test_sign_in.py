"""The one way in."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client, override_settings
from pytest_django.asserts import assertContains, assertNotContains

from accounts.forms import NO_MATCH
from accounts.models import User

LOGIN = "/accounts/login/"
PASSWORD = "a long enough password"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"email": email, "password": password, **more})


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_login_signs_a_member_in(client: Client, ada: User) -> None:
    response = sign_in(client, ada.email)

    assert (response.status_code, response["Location"]) == (302, "/manage/")
    assert who(client) == str(ada.pk)


@pytest.mark.parametrize("typed", ["ADA@EXAMPLE.ORG", "  Ada@Example.org\t"])
def test_login_takes_the_address_whatever_its_case(client: Client, ada: User, typed: str) -> None:
    assert sign_in(client, typed).status_code == 302
    assert who(client) == str(ada.pk)


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org", "gone@example.org"])
def test_login_says_the_same_whatever_did_not_match(client: Client, ada: User, email: str) -> None:
    User.objects.create_user("gone@example.org", "the wrong password", is_active=False)

    response = sign_in(client, email, "the wrong password")

    assert response.status_code == 422
    assert response.context["form"].errors == {"password": [NO_MATCH]}
    assertContains(response, f'value="{email}"', status_code=422)
    assertNotContains(response, "the wrong password", status_code=422)
    assert who(client) is None


class CountingHasher(Argon2PasswordHasher):
    """The real hasher, which counts its work."""

    time_cost, memory_cost, parallelism = 1, 8, 1
    work = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.work += 1
        return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        CountingHasher.work += 1
        return super().verify(password, encoded)


@pytest.mark.parametrize("email", ["ADA@example.org", "nobody@example.org", "gone@example.org"])
@override_settings(PASSWORD_HASHERS=["tests.accounts.test_sign_in.CountingHasher"])
def test_login_works_as_hard_for_whoever_is_unknown(client: Client, ada: User, email: str) -> None:
    User.objects.create_user("gone@example.org", PASSWORD, is_active=False)
    CountingHasher.work = 0

    sign_in(client, email, "the wrong password")

    assert CountingHasher.work == 1


@pytest.mark.parametrize(
    ("email", "password", "errors"),
    [
        ("", "", {"email", "password"}),
        ("  ", PASSWORD, {"email"}),
        ("ada", PASSWORD, {"email"}),
        (f"{'a' * 250}@example.org", PASSWORD, {"email"}),
        ("a\x00da@example.org", PASSWORD, {"email"}),
        ("ada@example.org", "a\x00", {"password"}),
        ("\u202e<script>@example.org", PASSWORD, {"email"}),
    ],
)
def test_login_tells_beside_the_field_what_to_type(
    client: Client, ada: User, email: str, password: str, errors: set[str]
) -> None:
    response = sign_in(client, email, password)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == errors
    assertNotContains(response, "<script>@", status_code=422)


def test_login_puts_the_focus_on_what_is_in_error(client: Client, ada: User) -> None:
    first = sign_in(client, "", "x").content.decode()
    second = sign_in(client, ada.email, "the wrong password").content.decode()
    both = sign_in(client, "", "").content.decode()

    focused = [field_with("autofocus", html) for html in (first, second, both)]
    assert focused == ["email", "password", ""]
    assert re.findall(r'<div class="notice[^>]* autofocus>|<a href="(#[^"]+)">', both) == [
        *("", "#id_email", "#id_password")
    ]
    assert field_with('aria-invalid="true"', second) == "password"
    assert field_with('aria-describedby="id_password_error"', second) == "password"


def field_with(attribute: str, html: str) -> str:
    tags = [tag for tag in html.split("<input")[1:] if attribute in tag.split(">")[0]]
    return "+".join(tag.split('name="')[1].split('"')[0] for tag in tags)


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/manage/?tab=1", "/manage/?tab=1"),
        ("/admin/", "/admin/"),
        ("", "/manage/"),
        ("https://evil.example/", "/manage/"),
        ("//evil.example/", "/manage/"),
        ("/\\evil.example/", "/manage/"),
        ("\\\\evil.example/", "/manage/"),
        ("javascript:alert(1)", "/manage/"),
        ("manage/", "/manage/"),
        (" //evil.example", "/manage/"),
    ],
)
def test_login_leads_on_to_addresses_of_this_site_only(
    client: Client, ada: User, wanted: str, target: str
) -> None:
    assert sign_in(client, ada.email, next=wanted)["Location"] == target
    assert client.get(LOGIN, {"next": wanted})["Location"] == target  # signed in already


def test_login_keeps_where_it_leads_while_the_password_is_wrong(client: Client, ada: User) -> None:
    response = sign_in(client, ada.email, "the wrong password", next="/manage/?tab=1")

    assertContains(
        response, '<input type="hidden" name="next" value="/manage/?tab=1">', status_code=422
    )


def test_login_gives_a_new_session_id_and_adopts_none(client: Client, ada: User) -> None:
    client.cookies["sessionid"] = "attacker"

    sign_in(client, ada.email)
    first = client.cookies["sessionid"].value
    client.post(LOGIN, {"email": ada.email, "password": PASSWORD})

    assert "attacker" != first != client.cookies["sessionid"].value


def test_login_needs_a_token_of_this_site(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)

    assert sign_in(client, ada.email).status_code == 403
    assert who(client) is None


def test_login_is_never_stored(client: Client, ada: User) -> None:
    response = client.get(LOGIN)

    assert response.status_code == 200
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_logout_ends_the_session_and_clears_the_machine(client: Client, ada: User) -> None:
    sign_in(client, ada.email)
    old = client.cookies["sessionid"].value

    response = client.post("/accounts/logout/")

    assert (response.status_code, response["Location"]) == (302, "/")
    assert response["Clear-Site-Data"] == '"cache"'
    client.cookies["sessionid"] = old
    assert client.get("/manage/")["Location"] == f"{LOGIN}?next=/manage/"


def test_logout_by_a_link_is_refused(client_of_ada: Client) -> None:
    assert client_of_ada.get("/accounts/logout/").status_code == 405
    assert client_of_ada.get("/manage/").status_code == 200
