"""Links that stay: signed for one subscriber and one purpose, so one cannot be used as the other.

links.token(Purpose.UNSUBSCRIBE, fay)             # from everything
links.token(Purpose.UNSUBSCRIBE, fay, the_rills)  # from one band
"""

from dataclasses import dataclass
from enum import StrEnum

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import Organization
from accounts.organizations import site_url
from bands.models import Band
from fans.models import Subscriber

LONGEST = 200


class Purpose(StrEnum):
    PREFERENCES = "preferences"
    UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True)
class Opened:
    """What a genuine link is about; whether that is still there is another question."""

    key: str
    number: int | None = None

    def subscriber(self, organization: Organization) -> Subscriber | None:
        return Subscriber.objects.filter(organization=organization, key=self.key).first()


def to_page(subscriber: Subscriber) -> str:
    """Return the token of somebody's own page; a move to another address ends it."""
    return _signer(Purpose.PREFERENCES).sign(f"{subscriber.key}.{subscriber.turn}")


def way_out(subscriber: Subscriber, band: Band | None = None) -> str:
    """Return the token that ends all mail, or mail about one band; nothing ends it."""
    about = f"{subscriber.key}.{band.pk}" if band else subscriber.key
    return _signer(Purpose.UNSUBSCRIBE).sign(about)


def read(purpose: Purpose, text: str) -> Opened | None:
    """Return what the link is about if it was made here, for this purpose."""
    if len(text) > LONGEST:
        return None
    try:
        key, _, number = _signer(purpose).unsign(text).partition(".")
    except BadSignature:
        return None
    return Opened(key, int(number) if number else None)


def address(purpose: Purpose, token: str, organization: Organization) -> str:
    """Return the whole address, for a mail."""
    return site_url(organization) + reverse(f"fans:{purpose}", args=[token])


def _signer(purpose: Purpose) -> Signer:
    return Signer(salt=f"fans.{purpose}", sep=".")
