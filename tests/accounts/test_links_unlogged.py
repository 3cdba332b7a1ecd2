"""A link's address is a secret: no log line has it, whatever becomes of the request."""

import logging
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from settimes.logs import JsonFormatter
from tests.accounts.resetting import NEW, link_for, token_in
from tests.mailbox import Mailbox


def opened(link: str) -> int:
    return Client().get(link).status_code


def set_twice(link: str) -> int:
    Client().post(link, {"new": NEW})
    return Client().post(link, {"new": NEW}).status_code


def absurd(link: str) -> int:
    return Client().post(link, {"new": "x" * 20_000}).status_code


def forged(link: str) -> int:
    return Client(enforce_csrf_checks=True).post(link, {"new": NEW}).status_code


def deleted(link: str) -> int:
    return Client().delete(link).status_code


def mistyped(link: str) -> int:
    return Client().get(f"{link}x").status_code


@pytest.mark.parametrize(
    ("visit", "status"),
    [
        (opened, 200),
        (set_twice, 404),
        (absurd, 400),
        (forged, 403),
        (deleted, 405),
        (mistyped, 404),
    ],
)
def test_no_line_has_the_token(
    ada: User,
    mailbox: Mailbox,
    caplog: pytest.LogCaptureFixture,
    visit: Callable[[str], int],
    status: int,
) -> None:
    link = link_for(ada.email, mailbox)
    caplog.clear()

    with caplog.at_level(logging.DEBUG, logger="settimes"):
        assert visit(link) == status

    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert [line for line in lines if token_in(link) in line] == []
    assert any("accounts/reset/<str:token>/" in line for line in lines) is (visit is not mistyped)
