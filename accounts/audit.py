"""The audit record: who did what, when and from where. Rows are only ever added.

    audit.record(Deed.ROLE_CHANGED, request=request, about=mira, detail="viewer to editor")

Call it in the transaction of the deed: both are there, or neither. What a visitor sent stays one
line: what is not printable is written as an escape.
"""

from datetime import datetime

from django.http import HttpRequest

from accounts.models import AuthEvent, Deed, Organization, User
from settimes.proxies import is_address

LONGEST_AGENT, LONGEST_DETAIL = 300, 500
SHOWN = 1
PURGED_AT_ONCE = 500


def record(
    what: Deed,
    *,
    request: HttpRequest | None = None,
    by: User | None = None,
    about: User | None = None,
    organization: Organization | None = None,
    detail: str = "",
) -> None:
    """Write one row; what is not named is taken from the request."""
    address, agent = None, ""
    if request is not None:
        user = getattr(request, "user", None)
        by = by or (user if isinstance(user, User) else None)
        organization = organization or getattr(request, "organization", None)
        peer = request.META.get("REMOTE_ADDR", "")  # behind TRUSTED_PROXIES: the visitor's
        address = peer if is_address(peer) else None
        agent = request.META.get("HTTP_USER_AGENT", "")
    AuthEvent.objects.create(
        what=what,
        by=by,
        about=about,
        organization=organization,
        address=address,
        agent=one_line(agent, LONGEST_AGENT),
        detail=one_line(detail, LONGEST_DETAIL),
    )


def masked(email: str) -> str:
    """Name an address, not quite: a row cannot be changed, and outlives whose address it was."""
    local, _, domain = email.rpartition("@")
    return f"{local[:SHOWN]}…@{domain}"


def one_line(text: str, longest: int) -> str:
    """Write line ends, control characters and turned writing as escapes, and shorten."""
    shown = "".join(map(_printable, text[:longest]))
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def _printable(letter: str) -> str:
    if letter.isprintable() and letter != "\\":
        return letter
    return letter.encode("unicode_escape").decode("ascii")


def purge(before: datetime) -> int:
    """Let go of what is older than promised; the only way by which rows ever leave."""
    gone = 0
    old = AuthEvent.objects.filter(at__lt=before).order_by().values_list("pk", flat=True)
    while pks := list(old[:PURGED_AT_ONCE]):
        rows = AuthEvent.objects.filter(pk__in=pks)
        rows._raw_delete(rows.db)
        gone += len(pks)
    return gone
