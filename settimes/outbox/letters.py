"""Writing a composed mail as the bytes of RFC 5322.

Whatever a person typed (a band's name in the subject, an organization's name as the sender) may
hold line breaks, control characters or something that reads like an encoded word. Breaks become
spaces, the rest is encoded, so it stays the text that it was and never becomes a header.
"""

import binascii
import re
from email.header import Header
from email.utils import formataddr, formatdate, parseaddr
from functools import cache

from django.conf import settings

from settimes.outbox.kinds import Mail
from settimes.outbox.models import Message

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
A_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
# These are the kit's own; an app that sets one has a mistake in it.
OURS = {
    "auto-submitted", "bcc", "cc", "date", "from", "message-id", "mime-version", "received",
    "resent-bcc", "resent-cc", "resent-to", "return-path", "sender", "subject", "to",
    "x-settimes-delivery",
}  # fmt: skip
# RFC 5322 allows 998 bytes a line; RFC 2047 wants lines with encoded words within 76.
LONGEST_LINE, FOLD_AT = 900, 76


class BadHeader(ValueError):
    """An app asked for a header that is not its to set."""


def write(message: Message, mail: Mail) -> bytes:
    """Return the finished mail."""
    name, address = _sender(settings.DEFAULT_FROM_EMAIL)
    headers = [
        ("From", _mailbox(cleaned(mail.sender_name) or name, address)),
        ("To", message.to),
        ("Subject", _encoded("Subject", mail.subject)),
        ("Date", formatdate()),
        ("Message-ID", message.message_id),
        # RFC 3834: nobody's holiday notice answers a machine.
        ("Auto-Submitted", "auto-generated"),
        ("X-SetTimes-Delivery", str(message.delivery)),
    ]
    for header, value in mail.headers.items():
        lower = header.lower()
        if not A_HEADER.fullmatch(header) or lower in OURS or lower.startswith("content-"):
            raise BadHeader(header)
        headers.append((header, _encoded(header, value)))
    headers.append(("MIME-Version", "1.0"))
    lines = "".join(f"{header}: {value}\r\n" for header, value in headers)
    return lines.encode("ascii") + _content(mail, boundary=f"={message.delivery.hex}=")


def sender_address() -> str:
    """Return the envelope's sender: bounces go there."""
    return _sender(settings.DEFAULT_FROM_EMAIL)[1]


@cache
def _sender(setting: str) -> tuple[str, str]:
    return parseaddr(setting)


def cleaned(text: str) -> str:
    """Return `text` on one line, without control characters."""
    return " ".join(CONTROLS.sub(" ", text).split())


def _content(mail: Mail, *, boundary: str) -> bytes:
    if not mail.html:
        return _part(mail.text, "plain")
    # quoted-printable writes "=" as "=3D", and 7-bit parts hold no such line: `_part` sees to it.
    fence = f"--{boundary}".encode()
    opening = f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'.encode()
    parts = [_part(mail.text, "plain"), _part(mail.html, "html")]
    return opening + b"".join(fence + b"\r\n" + part for part in parts) + fence + b"--\r\n"


def _part(text: str, subtype: str) -> bytes:
    text = "\n".join(text.splitlines()) + "\n"
    if text.isascii() and "\n--" not in f"\n{text}" and _longest(text.split("\n")) < LONGEST_LINE:
        encoding, body = "7bit", text.encode()
    else:
        encoding, body = "quoted-printable", binascii.b2a_qp(text.encode(), istext=True)
    head = (
        f"Content-Type: text/{subtype}; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + body.replace(b"\n", b"\r\n")


def _longest(words: list[str]) -> int:
    return max(map(len, words), default=0)


def _is_plain(text: str) -> bool:
    """True if `text` may stand in a header as it is: ASCII, short, not looking encoded already."""
    return text.isascii() and "=?" not in text and len(text) < LONGEST_LINE


def _encoded(name: str, text: str) -> str:
    text = cleaned(text)
    if _is_plain(text):
        return text
    return Header(text, "utf-8", maxlinelen=FOLD_AT, header_name=name).encode(linesep="\r\n")


def _mailbox(name: str, address: str) -> str:
    if _is_plain(name):
        return formataddr((name, address))
    return f"{_encoded('From', name)} <{address}>"
