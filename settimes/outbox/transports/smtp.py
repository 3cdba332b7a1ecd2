"""SMTP, one step at a time, because what a broken connection means depends on the step.

smtplib speaks the protocol; the order of the steps, their time-outs and what their failures mean
are ours: its own `sendmail` raises the same exception before and after the final dot.
"""

import re
import select
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from settimes.outbox.crash import crash_point
from settimes.outbox.email_url import EmailAddress
from settimes.outbox.transports.answers import (
    Answer,
    Misconfigured,
    NoAnswer,
    Refused,
    Unreachable,
)
from settimes.outbox.words import fit

LINE_END = re.compile(rb"\r\n|\n|\r")
LEADING_DOT = re.compile(rb"(?m)^\.")
OK, FORWARDED, GO_ON, READY, GOING = 250, 251, 354, 220, 421
# These pass; what else a server says to credentials, somebody has to put right.
PASSING = {GOING, 432, 450, 451, 454}


def _words(text: bytes) -> str:
    return fit(text.decode("utf-8", "replace"))


class SmtpTransport:
    def __init__(self, address: EmailAddress) -> None:
        self.address = address
        self.phase = ""
        self.smtp: smtplib.SMTP | None = None
        self.used = False

    def open(self) -> None:
        """Connect, secure, sign in; a connection in hand is reset, or replaced if it is dead."""
        if self.smtp is not None and self.used:
            self._reset()
        if self.smtp is None:
            try:
                with self._before_the_body():
                    self._connect()
            except BaseException:
                self.drop()
                raise

    def _reset(self) -> None:
        """RSET between two mails; a server that tired of us in the meantime costs nothing."""
        self._step("rset")
        try:
            self.used = self._smtp.docmd("RSET")[0] != OK
        except (OSError, smtplib.SMTPException):
            self.used = True
        if self.used:
            self.drop()

    def _connect(self) -> None:
        to = self.address
        self.phase = "connect"
        timeout = settings.MAIL_CONNECT_TIMEOUT.total_seconds()
        helo = settings.EMAIL_HELO
        if to.tls == "implicit":
            context = self._context()
            self.smtp = smtplib.SMTP_SSL(to.host, to.port, helo, timeout=timeout, context=context)
        else:
            self.smtp = smtplib.SMTP(to.host, to.port, helo, timeout=timeout)
        # The body goes out in two writes: the second must not wait for the first one's ACK.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._step("ehlo")
        self.smtp.ehlo_or_helo_if_needed()
        if to.tls == "starttls":
            self._step("starttls")
            if not self.smtp.has_extn("starttls"):
                raise Misconfigured("starttls", "the server offers no STARTTLS; not sent in plain")
            code, words = self.smtp.starttls(context=self._context())
            if code != READY:
                kind = Unreachable if code in PASSING else Misconfigured
                raise kind("starttls", f"{code} {_words(words)}", code)
            self.smtp.ehlo()
        if to.user:
            self._step("auth")
            self.smtp.login(to.user, to.password)
        self.used = False

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.address.ca or None)

    def offer(self, sender: str, recipient: str) -> None:
        """MAIL, RCPT and DATA up to 354. Whatever fails here, the server has nothing."""
        with self._before_the_body():
            self.used = True
            self._say("mail", f"MAIL FROM:<{sender}>", OK)
            self._say("rcpt", f"RCPT TO:<{recipient}>", OK, FORWARDED)
            crash_point("after_rcpt")
            self._say("data", "DATA", GO_ON)

    def _say(self, phase: str, command: str, *wanted: int) -> None:
        self._step(phase)
        code, words = self._smtp.docmd(command)
        if code in wanted:
            return
        answer = Refused(phase, f"{code} {_words(words)}", code)
        if code == GOING or not answer.is_no:
            self.drop()
        if phase == "mail" and answer.for_good:
            raise Misconfigured(phase, f"the sender is refused: {answer.words}", code)
        if phase == "mail" or not answer.is_no:
            raise Unreachable(phase, answer.words, code)  # not about this mail
        raise answer

    def hand(self, content: bytes) -> str:
        """Write the body and the dot, and wait for the answer."""
        body = LEADING_DOT.sub(b"..", LINE_END.sub(b"\r\n", content))
        if not body.endswith(b"\r\n"):
            body += b"\r\n"
        with self._before_the_body():
            self._step("body", settings.MAIL_BODY_TIMEOUT.total_seconds())
            self._socket.sendall(body)
            crash_point("before_dot")
            # A server that hung up by now, or says anything unasked, cannot take the mail; after
            # the dot nobody could tell. Without it, it must not deliver (RFC 5321, 4.1.1.4).
            if self._spoke_unasked():
                raise smtplib.SMTPServerDisconnected("hung up before the dot")
        try:
            self._step("dot", settings.MAIL_REPLY_TIMEOUT.total_seconds())
            self._socket.sendall(b".\r\n")
            crash_point("after_dot")
            code, words = self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            raise NoAnswer("dot", _described(error)) from error
        answer = Refused("dot", f"{code} {_words(words)}", code)
        if code // 100 == 2:  # noqa: PLR2004 - any 2xx is a yes
            return answer.words
        if code == GOING or not answer.is_no:
            self.drop()
        if answer.is_no:
            raise answer
        raise NoAnswer("dot", answer.words)

    def _spoke_unasked(self) -> bool:
        """Look, without waiting, whether the server sent or closed anything."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(0))

    def drop(self) -> None:
        if self.smtp is not None:
            self.smtp.close()
            self.smtp = None

    def quit(self) -> None:
        if self.smtp is not None:
            try:
                self._step("quit", 5)
                self.smtp.docmd("QUIT")
            except (OSError, smtplib.SMTPException):
                pass
            self.drop()

    @property
    def _smtp(self) -> smtplib.SMTP:
        if self.smtp is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        return self.smtp

    @property
    def _socket(self) -> socket.socket:
        sock = self._smtp.sock
        if sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        return sock

    def _step(self, phase: str, seconds: float | None = None) -> None:
        """Enter a phase, with its own patience."""
        self.phase = phase
        if self.smtp is not None and self.smtp.sock is not None:
            patience = settings.MAIL_COMMAND_TIMEOUT.total_seconds() if seconds is None else seconds
            self.smtp.sock.settimeout(patience)

    @contextmanager
    def _before_the_body(self) -> Iterator[None]:
        """Translate what goes wrong while the server cannot have the mail yet."""
        try:
            yield
        except Answer:
            raise
        except smtplib.SMTPResponseException as error:
            self.drop()
            wrong = self.phase == "auth" and error.smtp_code not in PASSING
            said = error.smtp_error
            words = _words(said) if isinstance(said, bytes) else str(said)
            kind = Misconfigured if wrong else Unreachable
            raise kind(self.phase, f"{error.smtp_code} {words}", error.smtp_code) from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self.drop()
            kind = Misconfigured if self._is_our_fault(error) else Unreachable
            raise kind(self.phase, _described(error)) from error

    def _is_our_fault(self, error: Exception) -> bool:
        """True for what only a changed setting will cure: name, certificate, password, no AUTH."""
        # A host name or a password that cannot even be said is a UnicodeError.
        if isinstance(error, socket.gaierror | UnicodeError):
            return True
        if isinstance(error, ssl.SSLError):
            return self.phase in {"connect", "starttls"}
        gone = isinstance(error, smtplib.SMTPServerDisconnected | TimeoutError | ConnectionError)
        return self.phase == "auth" and not gone


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
