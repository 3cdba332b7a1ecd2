"""What an app tells the outbox about a kind of mail: three functions under a name.

    register("accounts.reset", still_owed=…, compose=…, moved=…)

`still_owed(message)` answers True, or the reason why not ("unsubscribed"). It is asked after the
claim and again in the transaction that commits `handing`.
`compose(message)` writes the mail from what is true now.
`moved(message, state)` runs in the transaction of each change from `handing` on: record there what
was told, and take it back when the state says that it was not.
`foresee(messages)`, if there is one, is asked first about all that were claimed together: what it
leaves in `foreseen` of a message saves `still_owed` a look, and it may leave nothing.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError

from settimes.outbox.states import State

if TYPE_CHECKING:
    from settimes.outbox.models import Message

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mail:
    """A composed mail: text always, HTML and more headers if wanted."""

    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    # The name beside DEFAULT_FROM_EMAIL's address, when it is not the site's own.
    sender_name: str = ""


def _nothing_to_record(message: "Message", state: State) -> None:
    pass


def _nothing_to_foresee(messages: "Sequence[Message]") -> None:
    pass


@dataclass(frozen=True)
class Kind:
    still_owed: "Callable[[Message], bool | str]"
    compose: "Callable[[Message], Mail]"
    moved: "Callable[[Message, State], None]"
    foresee: "Callable[[Sequence[Message]], None]" = _nothing_to_foresee

    @property
    def records_nothing(self) -> bool:
        return self.moved is _nothing_to_record

    def why_not_owed(self, message: "Message") -> str:
        """Return the reason why `message` must not be sent, or nothing when it is owed."""
        answer = self.still_owed(message)
        if answer is True:
            return ""
        return answer if isinstance(answer, str) and answer else "no longer owed"


class ComposeAgain(Exception):
    """Raised at the hand-over by a kind whose mail is still owed, but says what is true no more."""


class UnknownKind(LookupError):
    """No app has registered this kind here."""


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    still_owed: "Callable[[Message], bool | str]",
    compose: "Callable[[Message], Mail]",
    moved: "Callable[[Message, State], None]" = _nothing_to_record,
    foresee: "Callable[[Sequence[Message]], None]" = _nothing_to_foresee,
) -> None:
    """Register a kind, once, when the app is ready."""
    kind = Kind(still_owed=still_owed, compose=compose, moved=moved, foresee=foresee)
    if _kinds.setdefault(name, kind) != kind:
        raise ValueError(f"The kind {name!r} is registered already.")


def kind_named(name: str) -> Kind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def foresee(messages: "Sequence[Message]") -> None:
    """Let each kind look at its mails at once. Where that fails, they are looked at one by one."""
    for name in {message.kind for message in messages} & _kinds.keys():
        try:
            _kinds[name].foresee([message for message in messages if message.kind == name])
        except (OperationalError, InterfaceError):  # nothing can be asked of anybody
            raise
        except Exception:
            logger.exception("mails cannot be foreseen", extra={"kind": name})
