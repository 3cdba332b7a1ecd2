"""Reading what the outbox sends, in any app's tests: `mailbox.deliver()` returns the new mails."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from settimes.outbox import delivery
from settimes.outbox.email_url import EmailAddress
from settimes.outbox.models import Priority


class Mailbox:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: set[Path] = set()

    def deliver(self) -> list[EmailMessage]:
        """Send what is due, urgent first, and return what came since the last time."""
        for priority in Priority:
            delivery.drain(priority)
        new = sorted(set(self.folder.glob("*.eml")) - self.read, key=lambda p: p.stat().st_mtime_ns)
        self.read |= set(new)
        return [_parsed(path) for path in new]


def _parsed(path: Path) -> EmailMessage:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


@pytest.fixture
def mailbox(settings, tmp_path: Path) -> Mailbox:
    """A folder where all mail of this test goes."""
    settings.EMAIL = EmailAddress("file", folder=tmp_path / "mail")
    return Mailbox(settings.EMAIL.folder)
