"""Named places at which a drill kills or stops the process; in production they do nothing.

Only the tests' settings have `CRASH_AT`: the project's own read no such variable.
"""

import os
import signal
import threading

from django.conf import settings


def crash_point(name: str) -> None:
    at, _, stop = getattr(settings, "CRASH_AT", "").partition(":")
    if at != name:
        return
    if stop:
        # To this thread, which stops the process here; sent to the process, this thread runs on
        # until another one has taken the signal.
        signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)
    else:
        os.kill(os.getpid(), signal.SIGKILL)
