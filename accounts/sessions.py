"""Sessions as rows (`SESSION_ENGINE`): begun at sign-in, seen by their owner, ended by row.

How long one lasts is decided here, on the server: without "remember me" it ends when nobody used
it for `SESSION_IDLE`, after `SESSION_LONGEST` at the latest; with it after `SESSION_REMEMBERED`.
Call `step_up` whenever somebody gains rights, `end_all` whenever somebody is shut out, and
`outdate` when their role is another: they stay signed in, under a new key from the next request on.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.utils import timezone

from accounts import policy, tickets
from accounts.audit import LONGEST_AGENT, one_line
from accounts.models import User, UserSession
from accounts.tickets import digest_of
from settimes.proxies import is_address

BEGAN, REMEMBERED, ADDRESS, AGENT = "_began", "_remembered", "_address", "_agent"
# When its person has last proved who they are.
PROVEN = "_proven"
# "Last seen" is written once in so many; a shorter SESSION_IDLE makes it more often.
LONGEST_UNSEEN, PARTS_OF_IDLE = timedelta(minutes=5), 20


class SessionStore(db.SessionStore):
    """Django's own sessions in our table, found by a digest of their key."""

    outdated = False

    @classmethod
    def get_model_class(cls) -> type[UserSession]:  # type: ignore[override]
        return UserSession

    def _get_session_from_db(self) -> UserSession | None:
        now = timezone.now()
        rows = UserSession.objects.filter(digest=digest_of(self.session_key or ""))
        row = rows.filter(expire_date__gt=now).first()
        if row is None:
            self._session_key = None
            return None
        if now - row.seen >= min(LONGEST_UNSEEN, settings.SESSION_IDLE / PARTS_OF_IDLE):
            ends = last_moment(row.began, now, remembered=row.remembered)
            rows.update(seen=now, expire_date=ends)
        self.outdated = row.outdated
        return row

    def exists(self, session_key: str) -> bool:
        return UserSession.objects.filter(digest=digest_of(session_key)).exists()

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        fields = _columns(data) | {"session_data": self.encode(data)}
        digest = digest_of(self.session_key)
        if not must_create:
            if not UserSession.objects.filter(digest=digest).update(**fields):
                raise UpdateError  # it was ended meanwhile
            return
        try:
            with transaction.atomic():
                UserSession.objects.create(digest=digest, **fields)
        except IntegrityError as taken:
            raise CreateError from taken

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            UserSession.objects.filter(digest=digest_of(key)).delete()


def last_moment(began: datetime, seen: datetime, *, remembered: bool) -> datetime:
    if remembered:
        return began + settings.SESSION_REMEMBERED
    return min(began + settings.SESSION_LONGEST, seen + settings.SESSION_IDLE)


def begin(
    request: HttpRequest,
    user: User,
    *,
    remember: bool = False,
    proof: str = "",
    fresh: bool = True,
) -> None:
    """Sign `user` in, in a session that nobody has seen before.

    `proof` is what they have beside the password; `fresh`, whether they proved it right now.
    """
    policy.ask(user)
    auth.login(request, user)
    now = timezone.now()
    request.session[BEGAN] = now.isoformat()
    request.session[REMEMBERED] = remember
    request.session[ADDRESS] = request.META.get("REMOTE_ADDR", "")
    request.session[AGENT] = one_line(request.META.get("HTTP_USER_AGENT", ""), LONGEST_AGENT)
    # 0: the cookie goes with the browser.
    request.session.set_expiry(now + settings.SESSION_REMEMBERED if remember else 0)
    proven(request, proof)
    if not fresh:
        del request.session[PROVEN]
    request.session.cycle_key()  # also for somebody who was signed in already


def proven(request: HttpRequest, proof: str = "") -> None:
    """Keep that this person has just proved who they are; with `proof`, by more than a password."""
    request.session[PROVEN] = timezone.now().isoformat()
    if proof:
        request.session[policy.PROOF] = proof


def step_up(request: HttpRequest) -> None:
    """Go on in a new session: the old one's cookie is worth nothing from here on."""
    request.session.cycle_key()
    rotate_token(request)


def outdate(user: User) -> None:
    """Give each session of this person a new key when it is next used."""
    UserSession.objects.filter(user=user).update(outdated=True)


class RenewOutdated:
    """Step up where a role has changed since the session was last used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        # Only a page that knows its visitor has read the session by now; others leave it alone.
        if getattr(request.session, "outdated", False):
            request.session.outdated = False  # type: ignore[attr-defined]
            step_up(request)


def of(user: User) -> QuerySet[UserSession]:
    """Return where this person is signed in."""
    return UserSession.objects.filter(user=user, expire_date__gt=timezone.now())


def current(request: HttpRequest) -> str:
    """Return the digest by which the row of this request's session is known."""
    return digest_of(request.session.session_key or "")


def end_all(user: User, *, but: HttpRequest | None = None) -> int:
    """End every session of this person, or all but the one of this request, and what is open."""
    tickets.end_of(user)
    rows = UserSession.objects.filter(user=user)
    if but is not None:
        rows = rows.exclude(digest=current(but))
    return rows.delete()[0]


def purge(before: datetime) -> int:
    return UserSession.objects.filter(expire_date__lt=before).delete()[0]


def _columns(data: dict[str, Any]) -> dict[str, Any]:
    """Write beside the signed data what its owner and the server ask about."""
    now = timezone.now()
    began = datetime.fromisoformat(data[BEGAN]) if BEGAN in data else now
    remembered = bool(data.get(REMEMBERED))
    address = data.get(ADDRESS, "")
    return {
        "user_id": data.get(auth.SESSION_KEY),
        "began": began,
        "seen": now,
        "expire_date": last_moment(began, now, remembered=remembered),
        "remembered": remembered,
        "address": address if is_address(address) else None,
        "agent": data.get(AGENT, ""),
    }
