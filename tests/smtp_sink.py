"""A real SMTP server that keeps what it accepts and misbehaves as told.

    with Sink() as sink:
        sink.rule("rcpt", "451 4.7.1 later", times=1)

Phases: connect, mail, rcpt, data (the command), body (before the dot), dot, after_250.
"""

import asyncio
import itertools
import logging
import ssl
import sys
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

logging.getLogger("mail.log").setLevel(logging.ERROR)

DROP = "drop"  # close the connection, having accepted nothing
TAKE_AND_DROP = "take and drop"  # accept the mail, and close before saying so
STALL = "stall"
CERTIFICATE = Path(__file__).parent / "certificates" / "localhost.pem"


@dataclass
class Rule:
    phase: str
    action: str
    times: int | None = None
    to: str = ""
    hits: int = 0

    def fits(self, phase: str, recipient: str) -> bool:
        if self.phase != phase or (self.to and self.to != recipient):
            return False
        return self.times is None or self.hits < self.times


@dataclass(frozen=True)
class Received:
    sender: str
    recipients: list[str]
    content: bytes
    at: float = field(default_factory=time.monotonic)

    @property
    def mail(self) -> EmailMessage:
        found = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    @property
    def delivery(self) -> str:
        return self.mail["X-SetTimes-Delivery"]


class Sink:
    def __init__(
        self,
        *,
        tls: str = "none",
        user: str = "",
        password: str = "",
        delay: float = 0.0,
        port: int = 0,
    ) -> None:
        self.tls, self.user, self.password, self.delay = tls, user, password, delay
        self.port = port
        self.host = "localhost" if tls != "none" else "127.0.0.1"
        self.mails: list[Received] = []
        self.rules: list[Rule] = []
        self.connections = 0
        self.open_now = 0
        self.most_open = 0
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        who = f"{self.user}:{self.password}@" if self.user else ""
        ca = "" if self.tls == "none" else f"&ca={CERTIFICATE}"
        return f"smtp://{who}{self.host}:{self.port}?tls={self.tls}{ca}"

    def rule(self, phase: str, action: str, *, times: int | None = None, to: str = "") -> Rule:
        rule = Rule(phase, action, times, to)
        self.rules.append(rule)
        return rule

    def action(self, phase: str, recipient: str = "") -> str:
        for rule in self.rules:
            if rule.fits(phase, recipient):
                rule.hits += 1
                return rule.action
        return ""

    def recipients(self) -> list[str]:
        return [recipient for received in self.mails for recipient in received.recipients]

    def listen(self) -> None:
        """Accept connections, on the same port as before."""
        asyncio.run_coroutine_threadsafe(self._listen(), self.loop).result(10)

    def refuse(self) -> None:
        """Refuse new connections, as a machine does where nothing listens."""
        asyncio.run_coroutine_threadsafe(self._refuse(), self.loop).result(10)

    async def _listen(self) -> None:
        context = _context() if self.tls == "implicit" else None
        self.server = await self.loop.create_server(
            lambda: _Server(self), self.host, self.port, ssl=context
        )
        self.port = self.server.sockets[0].getsockname()[1]

    async def _refuse(self) -> None:
        if self.server is not None:
            self.server.close()
            self.server = None

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def __enter__(self) -> "Sink":
        self.thread.start()
        self.listen()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    async def _close(self) -> None:
        await self._refuse()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_suffix(".key"))
    return context


class _Server(SMTP):
    """aiosmtpd's server, which asks the sink before each of its steps."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        super().__init__(
            self,
            hostname="sink.test",
            ident="sink",
            enable_SMTPUTF8=False,
            tls_context=_context() if sink.tls == "starttls" else None,
            authenticator=self._verdict if sink.user else None,
            auth_require_tls=False,
            timeout=3600,
            loop=sink.loop,
        )

    def _verdict(self, server: SMTP, session: Session, envelope: Envelope, how, data):
        right = (data.login, data.password) == (
            self.sink.user.encode(),
            self.sink.password.encode(),
        )
        return AuthResult(success=right, handled=right, message=None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self.transport is None:  # STARTTLS makes the connection a second time
            self.sink.connections += 1
            self.sink.open_now += 1
            self.sink.most_open = max(self.sink.most_open, self.sink.open_now)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.sink.open_now -= 1
        super().connection_lost(error)

    async def _handle_client(self) -> None:
        if answer := await self._act("connect"):
            await self.push(answer)
            self.transport.close()
            return
        await super()._handle_client()

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if answer := await self._act("mail"):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if answer := await self._act("rcpt", address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        recipient = self.envelope.rcpt_tos[0] if self.envelope.rcpt_tos else ""
        if answer := await self._act("data", recipient):
            await self.push(answer)
            return
        if self.sink.action("body", recipient) == DROP:
            await self.push("354 go on")
            await self._gone()
        await super().smtp_DATA(arg)
        await self._act("after_250", recipient)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        received = Received(envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content)
        action = self.sink.action("dot", envelope.rcpt_tos[0])
        if action == TAKE_AND_DROP:
            self.sink.mails.append(received)
            await self._gone()
        if answer := await self._do(action):
            return answer
        if self.sink.delay:
            await asyncio.sleep(self.sink.delay)
        self.sink.mails.append(received)
        return "250 2.0.0 OK queued"

    async def _act(self, phase: str, recipient: str = "") -> str:
        return await self._do(self.sink.action(phase, recipient))

    async def _do(self, action: str) -> str:
        if action == DROP:
            await self._gone()
        if action == STALL:
            await asyncio.sleep(3600)
        return action

    async def _gone(self) -> None:
        """Hang up. The loss of the connection cancels this task."""
        self.transport.abort()
        await asyncio.sleep(3600)


def main() -> None:
    """Serve until killed: `python -m tests.smtp_sink SECONDS_PER_MAIL`; prints its port."""
    with Sink(delay=float(sys.argv[1])) as sink:
        sys.stdout.write(f"{sink.port}\n")
        sys.stdout.flush()
        for _ in itertools.count():
            time.sleep(0.5)
            sink.mails.clear()


if __name__ == "__main__":
    main()
