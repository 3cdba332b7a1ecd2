"""The last good pages where every process finds them: for the hour without a database.

Only addresses without a choice in them, at hosts that are known by name: their number is the
site's, and no visitor can make it grow. What has gone since is remembered as gone, so that no
process brings it back from its own memory.
"""

import hashlib
import time
from dataclasses import dataclass

from django.conf import settings

from settimes.pages import shared
from settimes.pages.asked import Key
from settimes.pages.kept import Kept
from settimes.pages.store import store


@dataclass(frozen=True)
class Shelved:
    at: float
    token: str | None
    page: Kept | None


def put(key: Key, kept: Kept) -> None:
    if not key.query:
        _put(key, Shelved(kept.at, kept.token, kept))


def bury(key: Key, at: float) -> None:
    """Remember that a page that was there has gone."""
    if not key.query and _find(key):
        _put(key, Shelved(at, None, None))


def last_good(key: Key) -> Kept | None:
    """Return what may stand in for a page that cannot be made.

    That is the newest that any process has made. Of pages with a choice each process has its own;
    they are no good where the page without it was made anew since something changed.
    """
    mine, shelved = store.get(key), _find(key)
    if shelved is None or (mine and mine.at >= shelved.at):
        found = mine
    elif key.query:
        found = mine if mine and shelved.page and mine.token == shelved.token else None
    else:
        found = shelved.page
    if found is None or time.time() - found.at > settings.PAGE_STALE.total_seconds():
        return None
    return found


def _put(key: Key, shelved: Shelved) -> None:
    name = _name(key)
    if name:
        shared.keep(name, shelved, seconds=settings.PAGE_STALE.total_seconds())


def _find(key: Key) -> Shelved | None:
    name = _name(key)
    found = shared.look([name]) if name else None
    shelved = found.get(name) if found and name else None
    return shelved if isinstance(shelved, Shelved) else None


def _name(key: Key) -> str | None:
    host = key.host.rsplit(":", 1)[0]
    if key.fragment or host not in settings.ALLOWED_HOSTS:
        return None
    # Not every cache takes every letter of an address, nor all of them.
    path = hashlib.sha256(key.path.encode("utf-8", "surrogateescape")).hexdigest()
    return f"page:{key.scheme}:{host}:{path}"
