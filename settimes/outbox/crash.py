"""Named places at which a drill kills or stops the process; in production they do nothing.

Only the tests' settings have `CRASH_AT`: the project's own read no such variable.
"""

import os
import signal

from django.conf import settings


def crash_point(name: str) -> None:
    at, _, stop = getattr(settings, "CRASH_AT", "").partition(":")
    if at == name:
        os.kill(os.getpid(), signal.SIGSTOP if stop else signal.SIGKILL)
