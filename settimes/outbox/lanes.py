"""One lane: a thread with one connection that sends one mail after the other.

The order of the steps is the promise. Everything before `hand` commits may be repeated; nothing
after it is ever repeated without a definite no.
"""

import logging
import os
import socket
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from settimes.outbox import breaker, changes, letters
from settimes.outbox.crash import crash_point
from settimes.outbox.kinds import ComposeAgain, UnknownKind, foresee, kind_named
from settimes.outbox.models import Message, Priority
from settimes.outbox.proof import suppress
from settimes.outbox.states import State
from settimes.outbox.transports import make_transport
from settimes.outbox.transports.answers import Misconfigured, NoAnswer, Refused, Unreachable

logger = logging.getLogger(__name__)

# Claiming is cheap per batch; what a stalled lane holds is late by its lease, so not too many.
CLAIMED_AT_ONCE = {Priority.URGENT: 1, Priority.BULK: 10}
# What happens to so many mails in a row is about the server, or about us, not about the mails.
IN_A_ROW = 3
DATABASE_AWAY = (OperationalError, InterfaceError)
SLOW_LANE = 4  # a server that wants less is asked again so many times later


class Lane:
    def __init__(self, priority: Priority, *, is_over: Callable[[], bool], troubled: bool) -> None:
        self.priority = priority
        self.is_over = is_over
        self.troubled = troubled
        self.wants_less = False
        self.database_away = False
        self.in_a_row = 0
        self.transport = make_transport()
        self.owner = ""

    def run(self) -> None:
        """Send until nothing is due, time is up, or the server or the database is away."""
        try:
            while not self.is_over() and self._connected() and self._batch():
                pass
        except DATABASE_AWAY as error:
            # What is claimed comes back when its lease is over: nothing has left.
            logger.error("database away", extra={"error": type(error).__name__})  # noqa: TRY400
            self.database_away = True
            connection.close()
        finally:
            self.transport.quit()

    def _connected(self) -> bool:
        """Connect before claiming: a server that is away costs no mail its turn."""
        try:
            self.transport.open()
        except (Misconfigured, Unreachable) as error:
            self._stop(error)
            return False
        return True

    def _stop(self, error: Misconfigured | Unreachable) -> None:
        if error.wants_less:
            breaker.narrow()
        breaker.trip(error)

    def _batch(self) -> bool:
        """Claim a few and send them; False when there is nothing to do, or no way to do it."""
        self.owner = f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid.uuid4().hex}"
        began, can_go_on = time.monotonic(), True
        left = changes.claim(
            priority=self.priority, limit=CLAIMED_AT_ONCE[self.priority], owner=self.owner
        )
        if not left:
            return False
        crash_point("after_claim")
        suppressed = changes.why_suppressed(left)
        foresee(left)
        lease = settings.MAIL_CLAIM_LEASE.total_seconds()
        while left and can_go_on and not self.is_over() and time.monotonic() - began < lease:
            message = left.pop(0)
            if why := suppressed.get(message.recipient):
                changes.change(
                    message, State.CLAIMED, State.SUPPRESSED, owner=self.owner, reason=why
                )
            else:
                can_go_on = self._send(message)
        if left:
            changes.release(left, owner=self.owner)
        return can_go_on

    def _send(self, message: Message) -> bool:
        content = self._prepared(message)
        if content is None:
            return True
        try:
            self.transport.open()
            self.transport.offer(letters.sender_address(), message.to)
        except Misconfigured as error:
            changes.release([message], owner=self.owner)
            self._stop(error)
            return False
        except Unreachable as error:
            return self._dropped(message, error)
        except Refused as error:
            if error.blames_us:
                return self._denied(message, error)
            self.in_a_row = 0
            self._refused(message, State.CLAIMED, error)
            return True
        self.in_a_row = 0
        if self._handed(message):
            self._finish(message, content)
        return True

    def _prepared(self, message: Message) -> bytes | None:
        """Return the mail as it is true now; None if it is not to be sent, or cannot be."""
        try:
            kind = kind_named(message.kind)
            if why := kind.why_not_owed(message):
                changes.change(
                    message, State.CLAIMED, State.SUPPRESSED, owner=self.owner, reason=why
                )
                return None
            return letters.write(message, kind.compose(message))
        except UnknownKind:
            # Another version of the code planned it, and that one or the next can send it.
            self._put_off(message, State.CLAIMED, "no app here knows this kind", "compose")
        except DATABASE_AWAY as error:
            connection.close()
            self._put_off(message, State.CLAIMED, f"database: {error}", "compose")
        except Exception as error:  # noqa: BLE001 - one poisoned mail must not keep the others
            self._poisoned(message, error)
        return None

    def _poisoned(self, message: Message, error: Exception) -> None:
        logger.exception("mail cannot be written", extra={"mail": message.pk, "kind": message.kind})
        changes.change(
            message,
            State.CLAIMED,
            State.FAILED,
            owner=self.owner,
            reason=f"cannot be written: {type(error).__name__}: {error}",
            phase="compose",
        )

    def _dropped(self, message: Message, error: Unreachable) -> bool:
        """The connection broke before the body: harmless, unless it happens again and again."""
        if error.phase not in {"rcpt", "data"}:
            changes.release([message], owner=self.owner)
            self._stop(error)
            return False
        self._put_off(message, State.CLAIMED, error.words, error.phase)
        return self._unless_it_goes_on(error)

    def _denied(self, message: Message, error: Refused) -> bool:
        """The server does not relay for us: a wrong setting, unless it is for one odd address."""
        self._put_off(message, State.CLAIMED, error.words, error.phase)
        return self._unless_it_goes_on(Misconfigured(error.phase, error.words, error.code))

    def _unless_it_goes_on(self, error: Misconfigured | Unreachable) -> bool:
        self.in_a_row += 1
        if self.in_a_row < IN_A_ROW:
            return True
        self._stop(error)
        return False

    def _handed(self, message: Message) -> bool:
        """Commit `handing`; if that cannot be, leave without the dot, and nothing is delivered."""
        try:
            changes.hand(message, owner=self.owner)
        except changes.LostClaim:
            self.transport.drop()
        except ComposeAgain:
            self.transport.drop()
            changes.release([message], owner=self.owner, wait=changes.A_MOMENT)
        except changes.NotOwed as why:
            self.transport.drop()
            changes.change(
                message, State.CLAIMED, State.SUPPRESSED, owner=self.owner, reason=str(why)
            )
        except DATABASE_AWAY as error:
            # Whether it was committed nobody knows, but the dot was not written: that is certain.
            self.transport.drop()
            reason = f"database: {error}"
            self._record(
                lambda tell: self._put_off(message, State.HANDING, reason, "handing", tell=tell)
            )
        except Exception as error:  # noqa: BLE001 - the app's own record failed
            self.transport.drop()
            self._poisoned(message, error)
        else:
            crash_point("after_handing")
            return True
        return False

    def _finish(self, message: Message, content: bytes) -> None:
        """Write the body and the dot, and record what came of it."""
        try:
            words = self.transport.hand(content)
        except Refused as error:
            refusal = error
            self._record(lambda tell: self._refused(message, State.HANDING, refusal, tell=tell))
        except Unreachable as error:
            words, phase = error.words, error.phase
            self._record(
                lambda tell: self._put_off(message, State.HANDING, words, phase, tell=tell)
            )
        except NoAnswer as error:
            logger.error("mail in doubt", extra={"mail": message.pk})  # noqa: TRY400
            words = error.words
            self._record(
                lambda tell: changes.change(
                    message,
                    State.HANDING,
                    State.UNCERTAIN,
                    owner=self.owner,
                    tell=tell,
                    reason=words,
                    phase="dot",
                )
            )
        else:
            crash_point("after_250")
            self._record(lambda tell: changes.sent(message, self.owner, words, tell=tell))
            crash_point("after_sent")
            if self.troubled:
                breaker.reset()
                self.troubled = False

    def _refused(
        self, message: Message, source: State, error: Refused, *, tell: bool = True
    ) -> bool:
        """A definite no: for good, or until later."""
        if error.wants_less:
            self.wants_less = True
            breaker.narrow()
        if not error.for_good:
            times = SLOW_LANE if error.wants_less else 1
            return self._put_off(message, source, error.words, error.phase, times=times, tell=tell)
        with transaction.atomic():
            if error.no_such_address:
                suppress(message.recipient, reason=error.words)
            return changes.change(
                message,
                source,
                State.FAILED,
                owner=self.owner,
                tell=tell,
                reason=error.words,
                phase=error.phase,
            )

    def _put_off(
        self,
        message: Message,
        source: State,
        reason: str,
        phase: str,
        *,
        times: int = 1,
        tell: bool = True,
    ) -> bool:
        first, longest = settings.MAIL_RETRY_FIRST * times, settings.MAIL_RETRY_LONGEST
        wait = breaker.backoff(first, longest, message.tries)
        return changes.put_off(
            message, source, owner=self.owner, reason=reason, phase=phase, wait=wait, tell=tell
        )

    def _record(self, write: Callable[[bool], bool]) -> None:
        """Write down what became of a mail that was handed over, however long that takes.

        It is known now, and never again. An app that cannot record it does not make it untrue.
        """
        until = time.monotonic() + settings.MAIL_HANDING_LEASE.total_seconds()
        pause, tell = 0.05, True
        while True:
            try:
                write(tell)
            except DATABASE_AWAY as error:
                connection.close()
                if time.monotonic() > until:
                    logger.error("fate not recorded", extra={"error": str(error)})  # noqa: TRY400
                    return
                time.sleep(pause)
                pause = min(pause * 2, 2.0)
            except Exception:
                if not tell:
                    raise
                logger.exception("app could not record a mail's fate")
                tell = False
            else:
                return
