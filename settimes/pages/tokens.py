"""When did what the public sees last change? A random token for each owner of pages says it.

A page is kept with the token that was known before it was rendered. Whoever changes something
public renews the token when the change is committed; with another token the page is old. Every
process asks for the tokens again and again. A renewal that gets lost (a process killed right
after its commit, a cache that is away) costs no more than the time a page is kept at all.
"""

import secrets
import threading
import time
from functools import partial

from django.db import transaction

from settimes.pages import shared

# Seconds. What somebody changed is seen by all processes within a second.
ASK_EVERY = 0.5

Owner = int | str


class _Known:
    tokens: dict[str, str | None] = {}
    asked = 0.0
    asking = threading.Lock()


def renew(owner: Owner) -> None:
    """Let everything public of `owner` be rendered anew, once this transaction is committed."""
    transaction.on_commit(partial(_renew, str(owner)), robust=True)


def known() -> dict[str, str | None]:
    """Return the tokens of half a second ago or later; nobody waits while another asks."""
    if time.monotonic() - _Known.asked >= ASK_EVERY and _Known.asking.acquire(blocking=False):
        try:
            _ask()
        finally:
            _Known.asking.release()
    return _Known.tokens


def forget() -> None:
    """Know nothing, as a process that has just begun."""
    _Known.tokens, _Known.asked = {}, 0.0


def note(owner: str) -> None:
    """Ask for this owner's token from now on."""
    _Known.tokens.setdefault(owner, None)


def _ask() -> None:
    owners = list(_Known.tokens)
    found = shared.look(map(_key, owners)) if owners else {}
    _Known.asked = time.monotonic()
    if found is None:
        return
    for owner in owners:
        token = found.get(_key(owner))
        _Known.tokens[owner] = token if isinstance(token, str) else None


def _renew(owner: str) -> None:
    token = secrets.token_hex(8)
    shared.keep(_key(owner), token, seconds=None, surely=True)
    _Known.tokens[owner] = token


def _key(owner: str) -> str:
    return f"page-token:{owner}"
