"""The demo's account, its password, and the databases it keeps out of."""

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.test import Client
from pytest_django import Settings

from accounts.models import Membership, Organization, Role, User
from bands.models import Band
from events.models import Event, Performance
from tests.events.demo import load


@pytest.fixture
def data_dir(crew: Organization, tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "data"


def test_the_second_time_it_refuses_and_changes_nothing(data_dir: Path) -> None:
    load()
    kept = (data_dir / "demo-password").read_text()
    before = Performance.objects.count()

    with pytest.raises(CommandError, match="only into an empty database") as refused:
        load()

    assert refused.value.returncode == 1
    assert (data_dir / "demo-password").read_text() == kept
    assert Performance.objects.count() == before


def test_the_password_is_kept_for_its_owner_and_opens_the_account(data_dir: Path) -> None:
    said = load()

    file = data_dir / "demo-password"
    email, password = file.read_text().splitlines()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in data_dir.iterdir()] == ["demo-password"]
    assert password not in said
    assert Client().login(username=email, password=password)
    membership = Membership.objects.get(user__email=email)
    assert (membership.role, membership.user.is_superuser) == (Role.ADMIN, True)


def test_an_older_password_file_is_replaced_and_no_link_followed(data_dir: Path) -> None:
    data_dir.mkdir()
    elsewhere = data_dir.parent / "elsewhere"
    elsewhere.write_text("mine")
    (data_dir / "demo-password").symlink_to(elsewhere)

    load()

    assert elsewhere.read_text() == "mine"
    assert not (data_dir / "demo-password").is_symlink()


def test_a_password_that_cannot_be_kept_loads_nothing(data_dir: Path) -> None:
    data_dir.write_text("a file where the folder should be")

    with pytest.raises(CommandError, match=r"^Nothing was loaded: .* cannot be written"):
        load()

    assert (Event.objects.count(), User.objects.count(), Band.objects.count()) == (0, 0, 0)


def test_an_organization_that_has_a_name_keeps_it(data_dir: Path, crew: Organization) -> None:
    crew.name = "Night Owls"
    crew.save(update_fields=["name"])

    load()

    crew.refresh_from_db()
    assert (crew.name, crew.sender_name) == ("Night Owls", "")


def test_the_first_organization_is_named(data_dir: Path, crew: Organization) -> None:
    load()

    crew.refresh_from_db()
    assert crew.name == "Lamplight Crawl"


def test_somebody_elses_account_is_left_alone(data_dir: Path) -> None:
    User.objects.create_user("organizer@example.org", "a long enough password")

    with pytest.raises(CommandError, match=r"^There is a user organizer@"):
        load()

    assert (Event.objects.count(), User.objects.count()) == (0, 1)
