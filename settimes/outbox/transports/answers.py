"""What can be known of a mail after a step of its way."""

import re

AN_ENHANCED_CODE = re.compile(r"^\d{3} 5\.(\d{1,3})\.\d{1,3}\b")
# An old way to say "too many recipients" or "mailbox full" (RFC 5321, 4.5.3.1.10): later.
FULL = 552


class Answer(Exception):
    """Where it ended, in whose words, with which reply code if there was one."""

    def __init__(self, phase: str, words: str, code: int = 0) -> None:
        super().__init__(f"{phase}: {words}")
        self.phase = phase
        self.words = words
        self.code = code

    @property
    def wants_less(self) -> bool:
        """True if the server asks for fewer or slower mails."""
        return self.code in {421, 452, FULL}


class Misconfigured(Answer):
    """No mail can leave until a person changes a setting: password, certificate, host name."""


class Unreachable(Answer):
    """The server is away, or went before it could have had the body; nothing is lost."""


class Refused(Answer):
    """A definite no to this one mail, for now (4xx) or for good (5xx)."""

    @property
    def is_no(self) -> bool:
        """False for what is neither yes nor no: a reply out of turn, or no number at all."""
        return self.code // 100 in {4, 5}

    @property
    def for_good(self) -> bool:
        return self.code // 100 == 5 and self.code != FULL  # noqa: PLR2004

    @property
    def blames_us(self) -> bool:
        """True if the server does not relay for us at all, whoever the mail is for."""
        return self.code in {530, 535, 538} or (self.for_good and "relay" in self.words.lower())

    @property
    def no_such_address(self) -> bool:
        """True if the address itself is bad, so that no other mail should try it either."""
        if not self.for_good or self.blames_us:
            return False
        enhanced = AN_ENHANCED_CODE.search(self.words)
        if enhanced:
            return enhanced[1] == "1"
        return self.phase == "rcpt" and self.code in {550, 551, 553}


class NoAnswer(Answer):
    """The body was handed over and no answer came. Nobody knows."""
