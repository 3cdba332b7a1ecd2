"""Showing an event before it is public: who holds a link sees what its organizers see.

A link is signed, ends by itself and is revoked at once: revoking deletes its row. Neither the row
nor a guess opens anything without the signature.
"""

from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from accounts.models import Organization, User
from events.act import NotPossible
from events.models import Event, PreviewLink

MOST_LINKS = 20
# A code is letters, digits, - and _; a longer token is none of ours, and is not even looked at.
LONGEST_TOKEN = 120


def make(event: Event, *, by: User | None) -> PreviewLink:
    """Make a link to the preview of an event."""
    if len(links_of(event)) >= MOST_LINKS:
        raise NotPossible(f"There are {MOST_LINKS} links already. Revoke one first.")
    expires = timezone.now() + settings.PREVIEW_LINK_FOR
    return PreviewLink.objects.create(event=event, by=by, expires_at=expires)


def revoke(event: Event, code: str) -> bool:
    """End a link at once; say whether it was there."""
    return bool(event.preview_links.filter(code=code).delete()[0])


def links_of(event: Event) -> list[PreviewLink]:
    """Return the links that work, the latest first."""
    live = event.preview_links.filter(expires_at__gt=timezone.now())
    return list(live.select_related("by"))


def token_of(link: PreviewLink) -> str:
    return _signer().sign(link.code)


def event_at(organization: Organization, token: str, at: datetime) -> Event | None:
    """Return the event that a token shows at `at`; None for whatever is not a working link."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        code = _signer().unsign(token)
    except BadSignature:
        return None
    live = PreviewLink.objects.filter(
        code=code, expires_at__gt=at, event__organization=organization
    )
    found = live.select_related("event__organization").first()
    return found.event if found else None


def purge(now: datetime) -> int:
    """Let go of the links that have ended."""
    return PreviewLink.objects.filter(expires_at__lte=now).delete()[0]


def _signer() -> Signer:
    return Signer(sep=".", salt="events.previews")
