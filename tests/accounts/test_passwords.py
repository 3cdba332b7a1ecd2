"""What a password must be: long, not common, not one's own name. Nothing else."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts import passwords
from accounts.models import Organization, User
from tests.accounts.proving import give_phone

LOGIN = "/accounts/login/"


def refused(password: str, user: User | None = None) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return error.messages[0]
    return ""


@pytest.fixture
def mira(db) -> User:
    return User(email="mira.holm@example.org", name="Mira Holm")


@pytest.mark.parametrize(
    "password",
    [
        "a" * 7 + "bcdefghi",
        "lower case words and spaces",
        "🎸🥁🎤🎹🎺🎻🪕🎷🪗📯🔔🎼🎵🎶🎧",
        " leads and ends with spaces ",
        "x1" + "Ab!9 é" * 40,
        "mira holm likes the rills live",
    ],
)
def test_long_ones_are_taken_whatever_they_are_made_of(mira: User, password: str) -> None:
    assert refused(password, mira) == ""


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("fourteen chars", "Use at least 15 characters; this has 14. Several words are fine."),
        ("x1" * 501, passwords.TOO_LONG),
        ("passwordpassword", passwords.COMMON),
        ("aaaaaaaaaaaaaaaaaaaa", passwords.COMMON),
        ("qwertyuiop qwertyuiop", passwords.COMMON),
        ("12345 12345 12345", passwords.COMMON),
        ("SetTimes SetTimes!", passwords.OURS),
        ("settimes-password", passwords.OURS),
        ("Mira.Holm@Example.org", passwords.OURS),
        ("miraholm1234567", passwords.OURS),
        ("Mira Holm Mira Holm 1", passwords.OURS),
    ],
)
def test_what_is_guessed_first_is_refused(mira: User, password: str, why: str) -> None:
    assert refused(password, mira) == why


def test_the_name_of_the_organization_is_refused(mira: User, crew: Organization) -> None:
    crew.name, crew.slug = "King Street Crawlers", "ksc"
    crew.save()

    assert refused("King Street Crawlers 26", mira) == passwords.OURS


def test_eight_are_enough_with_a_second_factor(mira: User) -> None:
    assert passwords.needs(mira) == 15
    mira.save()
    give_phone(mira)

    assert refused("xk4 pqvz", mira) == ""
    assert refused("xk4 pqv", mira).startswith("Use at least 8 characters")
    assert refused("password", mira) == passwords.COMMON
    assert passwords.Rules().get_help_text(mira).startswith("At least 8 characters")


@pytest.mark.parametrize("length", [100, 1000])
def test_the_last_character_counts(db, length: int) -> None:
    password = "é " * (length // 2 - 1) + "yz"
    user = User.objects.create_user("mira@example.org", password)

    assert user.check_password(password)
    assert not user.check_password(password[:-1] + "Z")


def test_a_megabyte_is_refused_before_it_is_hashed(ada: User, monkeypatch, client: Client) -> None:
    monkeypatch.setattr(User, "check_password", lambda *_: pytest.fail("it was hashed"))

    answer = client.post(LOGIN, {"email": ada.email, "password": "x" * 1_000_000})
    too_long = client.post(LOGIN, {"email": ada.email, "password": "x" * 1001})

    assert (answer.status_code, too_long.status_code) == (400, 422)
    assert too_long.context["form"].errors["password"] == [passwords.TOO_LONG]


def test_nothing_hinders_pasting_or_a_password_manager(client: Client, ada: User) -> None:
    page = client.get(LOGIN).content.decode()
    (field,) = [tag for tag in page.split("<input")[1:] if 'type="password"' in tag.split(">")[0]]

    assert 'autocomplete="current-password"' in field
    assert "maxlength" not in field
    assert "onpaste" not in page
