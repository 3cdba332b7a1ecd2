"""Ways for a mail to leave: SMTP, a folder of files, the console. EMAIL_URL chooses.

A transport knows its phase. What it raises says what is known of the mail, which is all that the
outbox needs: see `answers`.
"""

from typing import Protocol

from django.conf import settings

from settimes.outbox.transports.files import ConsoleTransport, FileTransport
from settimes.outbox.transports.smtp import SmtpTransport


class Transport(Protocol):
    """One connection, used by one thread for one mail after the other."""

    def open(self) -> None:
        """Connect, if not connected: Misconfigured, Unreachable."""

    def offer(self, sender: str, recipient: str) -> None:
        """Have the server ready for the body: Refused, Unreachable."""

    def hand(self, content: bytes) -> str:
        """Hand over the body and return the server's words: Refused, Unsent, NoAnswer."""

    def drop(self) -> None:
        """Close at once; a mail that was offered and not handed over is not delivered."""

    def quit(self) -> None:
        """Part in peace; whether that works does not matter."""


def make_transport() -> Transport:
    """Return a new transport, not yet open, as the settings say."""
    address = settings.EMAIL
    if address.scheme == "smtp":
        return SmtpTransport(address)
    if address.scheme == "file":
        return FileTransport(address.folder)
    return ConsoleTransport()
