"""What fans do from outside, and the mails that the worker writes to them."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from tests.run.outside import Site, Visitor

BAND = re.compile(r'href="/bands/([\w-]+)/"')
LINK = re.compile(r"http://[^\s\"<>]+")
# Not the letters: the worker writes into them when it sends a mail that was asked for before.
OURS = ("fans_follow", "fans_subscriber", "fans_consent", "fans_subscription")


def bands(site: Site) -> list[str]:
    return BAND.findall(Visitor(site, 60).get("/bands/").text)


def form_of(site: Site) -> str:
    return f"/follow/?band={bands(site)[0]}"


def paths_of(mail: EmailMessage) -> dict[str, str]:
    """Return the links of a mail by the page that they lead to."""
    parts = [mail.get_body(preferencelist=(kind,)) for kind in ("plain", "html")]
    text = "".join(str(part.get_content()) for part in parts if part) + mail["List-Unsubscribe"]
    paths = [urlsplit(link).path or "/" for link in LINK.findall(text)]
    return {path.split("/")[1]: path for path in paths}


def fans_of(site: Site) -> dict[str, str]:
    return {name: digest for name, digest in site.digest().items() if name in OURS}
