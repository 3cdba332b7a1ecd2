"""A sink for the mails of a test, and short ways to plan and deliver."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from settimes.outbox import changes, delivery
from settimes.outbox.email_url import email_url
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import plan
from tests.smtp_sink import Sink

SendTo = Callable[[str], None]


@pytest.fixture
def send_to(settings, monkeypatch, tmp_path) -> SendTo:
    """Let mail leave by this EMAIL_URL."""

    def choose(url: str) -> None:
        monkeypatch.setenv("EMAIL_URL", url)
        settings.EMAIL = email_url("EMAIL_URL", default=tmp_path)

    return choose


@pytest.fixture
def sink(send_to: SendTo) -> Iterator[Sink]:
    with Sink() as sink:
        send_to(sink.url)
        yield sink


def make_mail(key: str = "one", *, to: str = "fay@example.org", **fields) -> Message:
    payload = {
        name: fields.pop(name)
        for name in ("subject", "text", "html", "headers", "sender_name", "fact", "breaks_at")
        if name in fields
    }
    return plan(key=key, to=to, kind=fields.pop("kind", "dummy"), payload=payload, **fields)


class Undone(Exception):
    """A transaction that was not to be."""


@transaction.atomic
def plan_and_undo(key: str) -> None:
    make_mail(key)
    raise Undone


def deliver() -> None:
    """Send what is due, in this thread."""
    for priority in Priority:
        delivery.drain(priority)


def states() -> dict[str, str]:
    return dict(Message.objects.order_by("key").values_list("key", "state"))


def claim(owner: str = "me", limit: int = 10) -> list[Message]:
    return changes.claim(priority=Priority.BULK, limit=limit, owner=owner)
