"""The same deed many times at one moment, each on a database connection of its own."""

import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import connections

Got = TypeVar("Got")


def at_once(count: int, deed: Callable[[], Got]) -> list[Got]:
    """Do it `count` times together and return what each got."""
    start, got = threading.Barrier(count), []

    def run() -> None:
        try:
            start.wait()
            got.append(deed())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == count
    return got
