"""Secrets at rest: sealed with FIELD_KEY, each for one person and one purpose.

`FIELD_KEY` may hold several keys: the first seals, all of them open. So a new key is put in front,
`manage.py reseal` writes everything anew, and the old one goes. A row that was copied to somebody
else, or to another purpose, does not open.
"""

import base64
import hashlib
import hmac
import time

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from accounts.models.people import User


class Unreadable(Exception):
    """No key that we have opens this, or it was sealed for another or too long ago."""


def seal(user: User, purpose: str, secret: str) -> str:
    return _box().encrypt(f"{_for(user, purpose)}{secret}".encode()).decode()


def unseal(user: User, purpose: str, sealed: str, *, within: float | None = None) -> str:
    """Return the secret, sealed for this person and purpose `within` so many seconds."""
    try:
        if within is None:
            opened = _box().decrypt(sealed.encode())
        else:
            opened = _box().decrypt_at_time(sealed.encode(), int(within), int(time.time()))
    except (InvalidToken, UnicodeEncodeError) as error:
        raise Unreadable from error
    whose, text = _for(user, purpose), opened.decode()
    if not text.startswith(whose):
        raise Unreadable
    return text.removeprefix(whose)


def resealed(sealed: str) -> str:
    """Return the same under the first key."""
    try:
        return _box().rotate(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def digests(user: User, purpose: str, secret: str) -> list[str]:
    """Return by what a short secret may be known: without the key nobody can try them all.

    The first is how it is kept now; the others are of older keys.
    """
    said = f"{_for(user, purpose)}{secret}".encode()
    return [hmac.new(key.encode(), said, hashlib.sha256).hexdigest() for key in settings.FIELD_KEYS]


def _for(user: User, purpose: str) -> str:
    return f"{purpose} {user.pk}\n"


def _box() -> MultiFernet:
    keys = [hashlib.sha256(key.encode()).digest() for key in settings.FIELD_KEYS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
