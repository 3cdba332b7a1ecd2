"""Codes of authenticator apps (RFC 6238): six digits, another one every half minute.

A code works once. Of the half minute it belongs to the row says whether it was used, by one
conditional UPDATE: also for codes that come at the same moment, and whatever the cache forgets.
"""

import base64
import hmac
import secrets
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote, urlencode

import segno
from django.utils import timezone
from django_otp.oath import hotp

from accounts import sealing
from accounts.models import Authenticator, User

STEP = 30
# A clock may be half a minute off, and somebody may be slow to type.
OFF_BY = (0, -1, 1)
SECRET_BYTES = 20
PURPOSE = "authenticator"
DRAFT = "authenticator to be"
# How long the page may be open on which somebody sets one up.
DRAFT_FOR = 3600


def draft(user: User) -> str:
    """Return a new secret, sealed: the page keeps it until the app has shown its first code."""
    secret = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return sealing.seal(user, DRAFT, secret)


def secret_of(user: User, drafted: str) -> str:
    """Return the secret as it is typed into an app. Raises `sealing.Unreadable`."""
    return sealing.unseal(user, DRAFT, drafted, within=DRAFT_FOR)


def address_of(user: User, secret: str, issuer: str) -> str:
    """Return what apps read from a QR code, and what opens one on the telephone itself."""
    parameters = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{user.email}')}?{parameters}"


def squares(address: str) -> tuple[int, str]:
    """Draw a QR code: its width, and the path of its dark squares in SVG."""
    code = segno.make(address, micro=False, error="m")
    border = 4  # ISO 18004 asks for four
    path = []
    rows = list(code.matrix_iter(border=border))
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                path.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return len(rows), "".join(path)


def add(user: User, drafted: str, code: str, name: str) -> Authenticator | None:
    """Keep the app if it shows the right code; that code is used up."""
    secret = secret_of(user, drafted)
    step = next(_steps(secret, code), None)
    if step is None:
        return None
    row: Authenticator
    row, is_new = Authenticator.objects.get_or_create(
        fingerprint=sealing.digests(user, PURPOSE, secret)[0],
        defaults={
            "user": user,
            "name": name,
            "sealed": sealing.seal(user, PURPOSE, secret),
            "last_step": step,
        },
    )
    return row if is_new else None


def accept(user: User, code: str) -> Authenticator | None:
    """Use the code up and return whose it was; of any number at once one gets it."""
    row: Authenticator
    for row in Authenticator.objects.filter(user=user, confirmed=True):
        for step in _steps(sealing.unseal(user, PURPOSE, row.sealed), code):
            unused = Authenticator.objects.filter(pk=row.pk, last_step__lt=step)
            if unused.update(last_step=step, used=timezone.now()) == 1:
                return row
    return None


def code_of(secret: str, step: int) -> str:
    return f"{hotp(base64.b32decode(secret), step):06}"


def step_now() -> int:
    return int(timezone.now().timestamp()) // STEP


def _steps(secret: str, code: str) -> Iterator[int]:
    """Return the half minutes about now of which this is the code."""
    now = step_now()
    for step in (now + off for off in OFF_BY):
        if hmac.compare_digest(code_of(secret, step), code):
            yield step
