"""What a fan does, in any test: sending the form, reading the mail, following its links."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client

FAY = "fay@example.org"
LINK = re.compile(r"https?://[^\s\"<>]+")


def ask(client: Client, *bands: str, email: str = FAY, **more: object) -> HttpResponse:
    """Send the form for these bands, by their slugs."""
    return client.post("/follow/", {"bands": bands, "email": email}, **more)


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain",))
    assert part is not None
    return str(part.get_content())


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("html",))
    assert part is not None
    return str(part.get_content())


def paths_in(mail: EmailMessage) -> list[str]:
    """Return the paths of every link there is in a mail, also in its headers."""
    everything = text_of(mail) + html_of(mail) + str(mail["List-Unsubscribe"])
    return sorted({urlsplit(link).path or "/" for link in LINK.findall(everything)})


def path_in(mail: EmailMessage, page: str) -> str:
    """Return the one link of a mail that leads to this kind of page."""
    (path,) = [path for path in paths_in(mail) if path.startswith(f"/{page}/")]
    return path


def follow(client: Client, mailbox, *bands: str, email: str = FAY) -> str:
    """Follow these bands and confirm; return the path of the fan's page."""
    ask(client, *bands, email=email)
    (mail,) = mailbox.deliver()
    return confirm(client, mail)


def confirm(client: Client, mail: EmailMessage) -> str:
    """Press the button behind the link; return the path of the page that it leads to."""
    return str(client.post(path_in(mail, "confirm"))["Location"]).partition("?")[0]
