"""Whoever writes what the public sees renews the token of its pages: watched in every test.

A write counts that code of the project made and nobody rolled back. It must be followed by
`tokens.renew` in the same call from outside: one request, one command, one verb.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

import pytest
from django.db import connection

from settimes.pages import tokens

ROOT = Path(__file__).parents[1]
OURS = tuple(f"{ROOT}/{name}/" for name in ("accounts", "bands", "events", "fans", "settimes"))
# What stands on a public page, in whatever way. A new table joins these or `NOT_PUBLIC`.
PUBLIC = {
    "accounts_organization",
    "bands_band",
    "events_change",
    "events_changeset",
    "events_event",
    "events_formerslug",
    "events_performance",
    "events_venue",
}
NOT_PUBLIC = {
    "accounts_asking",
    "accounts_authenticator",
    "accounts_authevent",
    "accounts_backupcode",
    "accounts_ceremony",
    "accounts_challenge",
    "accounts_invitation",
    "accounts_lockout",
    "accounts_mailcodes",
    "accounts_membership",
    "accounts_signintry",
    "accounts_ticket",
    "accounts_trusteddevice",
    "accounts_user",
    "accounts_user_groups",
    "accounts_user_user_permissions",
    "accounts_usersession",
    "django_otp_webauthn_webauthnattestation",
    "django_otp_webauthn_webauthncredential",
    "django_otp_webauthn_webauthnuserhandle",
    "events_acceptedconflict",
    "events_importdraft",
    "events_openslot",
    "events_previewlink",
    "fans_consent",
    "fans_erasure",
    "fans_follow",
    "fans_hold",
    "fans_letter",
    "fans_notice",
    "fans_round",
    "fans_subscriber",
    "fans_subscription",
    "fans_told",
}
# Whether fans were told of an act is on no page.
NOT_SEEN = 'UPDATE "events_changeset" SET "collected_at" = '
A_WRITE = re.compile(r'(?:INSERT\b.*?\bINTO|UPDATE|DELETE FROM) "(\w+)"')


@dataclass(eq=False)
class Write:
    sql: str
    renewed: bool = False


class Watch:
    def __init__(self) -> None:
        self._of_call: dict[FrameType, list[Write]] = {}
        self._committed: list[Write] = []

    def statement(self, execute: Callable, sql: str, *rest) -> object:
        result = execute(sql, *rest)
        found = A_WRITE.match(sql)
        call = outermost_call()
        if found and found[1] in PUBLIC and call and not sql.startswith(NOT_SEEN):
            write = Write(sql[:100])
            self._of_call.setdefault(call, []).append(write)
            connection.on_commit(partial(self._commit, write))
        return result

    def _commit(self, write: Write) -> None:
        self._committed.append(write)

    def renewed(self) -> None:
        for write in self._of_call.pop(outermost_call(), []):
            write.renewed = True

    def forgotten(self) -> list[str]:
        """Return the writes after which no token was renewed."""
        pending = [
            called.args[0]
            for _, called, _ in connection.run_on_commit
            if getattr(called, "func", None) == self._commit
        ]
        return [write.sql for write in [*self._committed, *pending] if not write.renewed]


def outermost_call() -> FrameType | None:
    """Return the frame by which the project's code was entered."""
    found, frame = None, sys._getframe(1)
    while frame:
        path = frame.f_code.co_filename
        if path.startswith(OURS) and "/migrations/" not in path:
            found = frame
        frame = frame.f_back
    return found


@contextmanager
def watching() -> Iterator[Watch]:
    watch, renew = Watch(), tokens.renew

    def noted(owner: tokens.Owner) -> None:
        watch.renewed()
        renew(owner)

    tokens.renew = noted
    try:
        with connection.execute_wrapper(watch.statement):
            yield watch
    finally:
        tokens.renew = renew


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with watching() as watch:
        result = yield
        forgotten = watch.forgotten()
    if forgotten:
        pytest.fail(f"Without tokens.renew(organization.pk): {forgotten}", pytrace=False)
    return result
