"""Reading EMAIL_URL and DEFAULT_FROM_EMAIL; Django's settings are the only caller."""

from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from settimes import environment as env

SMTP_PORTS = {"starttls": 587, "implicit": 465, "none": 25}


@dataclass(frozen=True)
class EmailAddress:
    """Where mail goes: `smtp`, `file` or `console`."""

    scheme: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = ""
    ca: str = ""
    folder: Path = Path()


def email_url(name: str, *, default: Path) -> EmailAddress:
    """Read where mail goes.

    `smtp://user:password@host:port?tls=starttls|implicit|none`, where STARTTLS is meant unless
    something else is said, `smtps://` for TLS from the start, `ca=` for a certificate authority
    of one's own; `file:///folder`; `console://`.
    """
    address = env.text(name, default=f"file://{default}")
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return EmailAddress("file", folder=Path(unquote(parts.path)))
    if address == "console://":
        return EmailAddress("console")
    # What follows may hold a password, so no message repeats the address.
    wrong = ImproperlyConfigured(
        f"{name} must be smtp://user:password@host:port, smtps://…, file:///folder or console://."
    )
    options = dict(parse_qsl(parts.query))
    tls = options.pop("tls", "implicit" if parts.scheme == "smtps" else "starttls")
    ca = options.pop("ca", "")
    if parts.scheme == "smtps" and tls != "implicit":
        raise wrong
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path.strip("/"):
        raise wrong
    if tls not in SMTP_PORTS or options or (ca and not Path(ca).is_file()):
        raise wrong
    try:
        port = parts.port or SMTP_PORTS[tls]
    except ValueError:
        raise wrong from None
    return EmailAddress(
        "smtp",
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        ca=ca,
    )


def sender(name: str, *, default: str) -> str:
    """Read the sender of all mail, like `SetTimes <crawl@example.org>`."""
    raw = env.text(name, default=default)
    _, address = parseaddr(raw)
    local, _, domain = address.rpartition("@")
    if not local or not domain or not raw.isprintable() or not address.isascii():
        raise ImproperlyConfigured(f"{name}={raw!r} is not a sender like Crew <crew@example.org>.")
    return raw
