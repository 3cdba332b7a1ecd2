"""The demo account is shown for as long as what is written down opens it."""

from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import User
from settimes.run.account import kept_account, lines

KEPT = ("demo@example.org", "ample random words")


@pytest.fixture
def account(db: None, settings: Settings, tmp_path: Path) -> User:
    settings.DATA_DIR = tmp_path
    (tmp_path / "demo-password").write_text("\n".join(KEPT) + "\n")
    return User.objects.create_user(*KEPT)


def test_account_is_shown_while_its_password_opens_it(account: User) -> None:
    assert kept_account() == KEPT


def test_where_nobody_has_an_account_the_first_one_is_made(account: User) -> None:
    assert lines() == list(KEPT)

    account.delete()

    assert lines() == ["/accounts/first-run/"]


def test_account_is_not_shown_once_its_password_is_changed(account: User) -> None:
    account.set_password("another long password")
    account.save(update_fields=["password"])

    assert kept_account() is None


def test_account_is_not_shown_once_it_is_closed(account: User) -> None:
    User.objects.update(is_active=False)

    assert kept_account() is None


def test_account_is_not_shown_when_it_is_gone(account: User) -> None:
    account.delete()

    assert kept_account() is None


def test_account_is_not_shown_when_nothing_is_kept(account: User, tmp_path: Path) -> None:
    (tmp_path / "demo-password").unlink()

    assert kept_account() is None


@pytest.mark.parametrize("kept", ["", "demo@example.org\n"])
def test_account_is_not_shown_when_the_file_is_cut_short(
    account: User, tmp_path: Path, kept: str
) -> None:
    (tmp_path / "demo-password").write_text(kept)

    assert kept_account() is None
