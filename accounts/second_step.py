"""The second step of signing in: the password was right, now something that they have.

Until then nobody is signed in. A row says who typed the password, and the session of a stranger
holds the token that finds it: it opens the form for the code and nothing else. Wrong codes count
as wrong passwords do, and after `CHALLENGE_TRIES` the password is asked for again.
"""

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from accounts import (
    audit,
    authenticators,
    backup_codes,
    doors,
    lockouts,
    mail_codes,
    recovering,
    sessions,
    tickets,
)
from accounts.models import Challenge, Deed, User

BACKUP = "Backup code"
TOKEN, REMEMBER, TARGET = "_challenge", "_challenge_remember", "_challenge_target"
OPEN = Challenge.objects.filter(user__is_active=True).select_related("user")


class Asked(Exception):
    """The mailbox is theirs, but that is not enough: the admins are asked."""


class Over(Exception):
    """Too many codes, too late, or never begun: it starts with the password again."""


def begin(request: HttpRequest, user: User, *, remember: bool, target: str) -> None:
    """Keep that `user` typed the right password, in a session that nobody has seen before."""
    request.session.flush()
    expires = timezone.now() + settings.CHALLENGE_FOR
    row = Challenge.objects.create(user=user, expires=expires)
    request.session[TOKEN] = tickets.cut(row)
    request.session[REMEMBER], request.session[TARGET] = remember, target
    request.session.set_expiry(0)


def current(request: HttpRequest) -> Challenge | None:
    """Return which challenge this browser has open."""
    return tickets.find(OPEN.all(), str(request.session.get(TOKEN, "")))


def finish(request: HttpRequest, challenge: Challenge, code: str) -> str:
    """Sign in with the code; return where that leads.

    Raises `doors.Wrong`, `Asked`, `Over`, `lockouts.Locked`.
    """
    user = challenge.user
    place = lockouts.begin(user.email, request.META.get("REMOTE_ADDR", ""))
    rows = tickets.still_open(Challenge.objects.filter(pk=challenge.pk))
    if not rows.filter(tries__lt=settings.CHALLENGE_TRIES).update(tries=F("tries") + 1):
        lockouts.taken_back(place)
        raise Over
    proof = accept(request, user, code)
    if not proof and mail_codes.accept(challenge, code):
        lockouts.succeeded(place)
        return _by_mail(request, challenge)
    if not proof:
        doors.failed(request, place, user.email, "Second step")
        tickets.end(rows.filter(tries__gte=settings.CHALLENGE_TRIES))
        raise doors.Wrong
    lockouts.succeeded(place)
    return enter(request, user, proof)


def _by_mail(request: HttpRequest, challenge: Challenge) -> str:
    """Let in who has nothing but codes by mail; of others, tell the admins. Raises `Asked`."""
    user = challenge.user
    if mail_codes.is_all(user):
        return enter(request, user, mail_codes.proof_of(user))
    tickets.end(Challenge.objects.filter(pk=challenge.pk))
    recovering.ask(request, user)
    raise Asked


def by_code(request: HttpRequest, user: User, code: str) -> str:
    """Ask somebody who is signed in for a code. Raises `doors.Wrong`, `lockouts.Locked`."""
    place = lockouts.begin(user.email, request.META.get("REMOTE_ADDR", ""))
    proof = accept(request, user, code)
    if not proof:
        doors.failed(request, place, user.email, "Asked again")
        raise doors.Wrong
    lockouts.succeeded(place)
    return proof


def accept(request: HttpRequest, user: User, code: str) -> str:
    """Use a code up, and return what it was of; nothing where it is none of theirs."""
    if backup_codes.is_one(code):
        return BACKUP if backup_codes.accept(request, user, code) else ""
    device = authenticators.accept(user, code)
    return device.name if device else ""


def enter(request: HttpRequest, user: User, proof: str) -> str:
    """Sign in with what was proved, once; return where that leads. Raises `Over`."""
    remember, target = bool(request.session[REMEMBER]), str(request.session[TARGET])
    # Of any number of right codes at once one signs in.
    if tickets.take(OPEN.filter(user=user), request.session.pop(TOKEN)) is None:
        raise Over
    del request.session[REMEMBER], request.session[TARGET]
    sessions.begin(request, user, remember=remember, proof=proof)
    audit.record(Deed.SIGNED_IN, request=request, by=user, detail=proof)
    return target
