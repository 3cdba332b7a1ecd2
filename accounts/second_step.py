"""The second step of signing in: the password was right, now something that they have.

Until then nobody is signed in. A row says who typed the password, and the session of a stranger
holds the token that finds it: it opens the form for the code and nothing else. Wrong codes count
as wrong passwords do, and after `CHALLENGE_TRIES` the password is asked for again.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from accounts import audit, authenticators, doors, lockouts, sessions, tickets
from accounts.models import Challenge, Deed, SignInTry, User

TOKEN, REMEMBER, TARGET = "_challenge", "_challenge_remember", "_challenge_target"
OPEN = Challenge.objects.filter(user__is_active=True).select_related("user")


class Wrong(Exception):
    """This code is none of theirs, or was used."""


class Over(Exception):
    """Too many codes, too late, or never begun: it starts with the password again."""


@dataclass(frozen=True)
class Proof:
    """With what somebody has proved who they are."""

    name: str


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
    """Sign in with the code; return where that leads. Raises `Wrong`, `Over`, `lockouts.Locked`."""
    user = challenge.user
    place = lockouts.begin(user.email, request.META.get("REMOTE_ADDR", ""))
    rows = tickets.still_open(Challenge.objects.filter(pk=challenge.pk))
    if not rows.filter(tries__lt=settings.CHALLENGE_TRIES).update(tries=F("tries") + 1):
        lockouts.taken_back(place)
        raise Over
    proof = accept(user, code)
    if proof is None:
        doors.failed(request, place, "Second step")
        tickets.end(rows.filter(tries__gte=settings.CHALLENGE_TRIES))
        raise Wrong
    return _enter(request, user, proof, place)


def accept(user: User, code: str) -> Proof | None:
    """Use a code up, and say whose it was."""
    device = authenticators.accept(user, code)
    return Proof(device.name) if device else None


def _enter(request: HttpRequest, user: User, proof: Proof, place: SignInTry) -> str:
    remember, target = bool(request.session[REMEMBER]), str(request.session[TARGET])
    with transaction.atomic():
        # Of any number of right codes at once one signs in.
        if tickets.take(OPEN.filter(user=user), request.session.pop(TOKEN)) is None:
            lockouts.taken_back(place)
            raise Over
        lockouts.succeeded(place)
    del request.session[REMEMBER], request.session[TARGET]
    sessions.begin(request, user, remember=remember, proof=proof.name)
    audit.record(Deed.SIGNED_IN, request=request, by=user, detail=proof.name)
    return target
