"""What must be true before any mail leaves. Who knows it is asked; the wiring says whom to ask."""

from collections.abc import Callable

_asked: list[Callable[[], str]] = []


def ask(why_shut: Callable[[], str]) -> None:
    """Before every round ask `why_shut`: a sentence keeps all mail here, nothing lets it go."""
    _asked.append(why_shut)


def why_shut() -> str:
    """Return, in a sentence, why no mail may leave; nothing when it may."""
    return next(filter(None, (each() for each in _asked)), "")
