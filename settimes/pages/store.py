"""The pages that this process keeps: bounded, the least recently asked for goes first."""

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings

from settimes.pages import tokens
from settimes.pages.kept import Kept


@dataclass
class _Turn:
    lock: threading.Lock = field(default_factory=threading.Lock)
    takers: int = 0


class Store:
    def __init__(self) -> None:
        self.bytes = 0
        self.pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._turns: dict[Hashable, _Turn] = {}
        self._mutex = threading.Lock()

    def __len__(self) -> int:
        return len(self.pages)

    def get(self, key: Hashable) -> Kept | None:
        with self._mutex:
            kept = self.pages.get(key)
            if kept is not None:
                self.pages.move_to_end(key)
            return kept

    def put(self, key: Hashable, kept: Kept, *, most_bytes: int) -> None:
        with self._mutex:
            self._drop(key)
            self.pages[key] = kept
            self.bytes += kept.size
            while self.bytes > most_bytes:
                self._drop(next(iter(self.pages)))

    def drop(self, key: Hashable) -> None:
        with self._mutex:
            self._drop(key)

    def clear(self) -> None:
        with self._mutex:
            self.pages.clear()
            self.bytes = 0

    def _drop(self, key: Hashable) -> None:
        old = self.pages.pop(key, None)
        if old is not None:
            self.bytes -= old.size

    @contextmanager
    def turn(self, key: Hashable, patience: float) -> Iterator[bool]:
        """Have one thread at a time render a page; says whether it is this one's turn."""
        with self._mutex:
            turn = self._turns.setdefault(key, _Turn())
            turn.takers += 1
        ours = turn.lock.acquire(timeout=patience)
        try:
            yield ours
        finally:
            if ours:
                turn.lock.release()
            with self._mutex:
                turn.takers -= 1
                if not turn.takers:
                    del self._turns[key]


def is_fresh(kept: Kept) -> bool:
    """Say whether nothing public has changed, and the time that pages show is about right."""
    age = time.time() - kept.at
    in_time = 0 <= age < settings.PAGE_MAX_AGE.total_seconds()
    return in_time and tokens.known().get(kept.owner) == kept.token


# Of this process, however many handlers it has.
store = Store()
