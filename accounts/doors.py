"""The one place where a password is compared, for every door.

Whoever asks, one password is hashed: for an account that does not exist, one that may not sign in
and one that is locked, as for any other. So the answer takes equally long.
"""

from functools import partial

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest

from accounts import audit, lockouts, passwords
from accounts.mails import tell_locked
from accounts.models import Deed, Lockout, SignInTry, User
from accounts.roles import is_shut_out


class Wrong(Exception):
    """This address and this password do not belong together."""


def open_for(request: HttpRequest, email: str, password: str, *, bucket: str = "") -> User:
    """Return whose password this is, or raise `Wrong` or `lockouts.Locked`.

    Tries with a `bucket` are counted there, and nowhere else.
    """
    try:
        place = lockouts.begin(email, request.META.get("REMOTE_ADDR", ""), bucket=bucket)
    except lockouts.Locked:
        User().set_password(password)
        raise
    found = auth.authenticate(request, username=email, password=password)
    if isinstance(found, User) and not is_shut_out(found):
        # With a second factor this is half the way: codes that were wrong before go on counting.
        half = passwords.has_second_factor(found)
        (lockouts.taken_back if half else lockouts.succeeded)(place)
        return found
    failed(request, place, email)
    raise Wrong


def failed(request: HttpRequest, place: SignInTry, email: str, detail: str = "") -> None:
    """Count a try that was wrong, whatever was tried, and write it down."""
    with transaction.atomic():
        locked = lockouts.failed(place)
        _write_down(request, email.strip().lower(), locked, detail)


def _write_down(request: HttpRequest, email: str, locked: list[Lockout], detail: str) -> None:
    owner = User.objects.filter(email=email).first()
    record = partial(audit.record, request=request, about=owner)
    record(Deed.SIGN_IN_FAILED, detail=detail if owner else hint(email))
    for row in locked:
        record(Deed.LOCKED, detail=f"{row.get_kind_display()}: {row.network}".rstrip(": "))
    if owner and owner.is_active and any(row.email for row in locked):
        tell_locked(owner, locked[0], getattr(request, "organization", None))


def hint(email: str) -> str:
    """Name an address that nobody has, not quite."""
    return f"Nobody has the address {audit.masked(email)}"
