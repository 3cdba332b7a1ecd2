"""Processes that end when asked, when their parent ends, and in any case."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from settimes.run import children
from tests.run.launched import CHECKOUT, patiently

pytestmark = pytest.mark.once

STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.fork()
print("deaf", os.getpid(), flush=True)
time.sleep(60)
"""
PARENT = """
import sys, time
from pathlib import Path
from settimes.run.children import spawn
print(spawn(["sleep", "60"], log=Path(sys.argv[1])).pid, flush=True)
time.sleep(60)
"""


def alive(pid: int) -> bool:
    """Tell whether this process runs; one that has ended but was not waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def test_child_has_a_session_of_its_own(tmp_path: Path) -> None:
    child = children.spawn(["sleep", "60"], log=tmp_path / "log")

    assert os.getsid(child.pid) == child.pid
    children.end([child], patience=10)
    assert child.returncode == -signal.SIGTERM


def test_child_that_will_not_end_is_killed_with_its_children(tmp_path: Path) -> None:
    log = tmp_path / "log"
    stubborn = children.spawn([sys.executable, "-c", STUBBORN], log=log)
    for _ in patiently():
        if log.exists() and log.read_text().count("deaf") == 2:
            break

    children.end([stubborn], patience=0)

    assert stubborn.returncode == -signal.SIGKILL
    pids = [int(line.split()[1]) for line in log.read_text().splitlines()]
    assert stubborn.pid in pids
    for _ in patiently():
        if not any(alive(pid) for pid in pids):
            return
    raise AssertionError(pids)


def test_child_ends_with_its_parent_even_by_kill_9(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    parent = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert alive(child)

    parent.kill()
    parent.communicate()

    for _ in patiently():
        if not alive(child):
            return
    raise AssertionError(child)


def test_large_log_is_put_aside(tmp_path: Path) -> None:
    log = children.fresh_log(tmp_path, "web")
    log.write_bytes(b"x" * children.LARGEST_LOG)
    assert children.fresh_log(tmp_path, "web").stat().st_size == children.LARGEST_LOG

    log.write_bytes(b"x" * (children.LARGEST_LOG + 1))

    assert children.fresh_log(tmp_path, "web").stat().st_size == 0
    assert (tmp_path / "web.log.1").stat().st_size == children.LARGEST_LOG + 1


def test_last_words_are_this_process_s_own(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("of the last run\n")
    began = log.stat().st_size
    process = children.spawn(["seq", "1", "5"], log=log)
    process.wait()

    assert children.Child("web", process, log, began).last_words() == "1\n2\n3\n4\n5"
    assert children.Child("web", process, log, began).last_words(2) == "4\n5"
