"""The last good pages where every process finds them: for the hour without a database.

Only addresses without a choice in them, at hosts that are known by name: their number is the
site's, and no visitor can make it grow.
"""

from django.conf import settings

from settimes.pages import shared
from settimes.pages.asked import Key
from settimes.pages.kept import Kept


def put(key: Key, kept: Kept) -> None:
    name = _name(key)
    if name:
        seconds = settings.PAGE_STALE.total_seconds()
        shared.keep(name, kept, seconds=seconds)


def find(key: Key) -> Kept | None:
    name = _name(key)
    found = shared.look([name]) if name else None
    kept = found.get(name) if found and name else None
    return kept if isinstance(kept, Kept) else None


def _name(key: Key) -> str | None:
    host = key.host.rsplit(":", 1)[0]
    if key.query or key.fragment or host not in settings.ALLOWED_HOSTS:
        return None
    return f"page:{key.scheme}:{host}:{key.path}"
