"""Crash points kill a process in drills, and nowhere else."""

import os
import subprocess
import sys

import pytest

CODE = """
import django
django.setup()
from settimes.outbox.crash import crash_point
crash_point("after_dot")
print("alive")
"""


def run(settings_module: str, at: str) -> tuple[int, str]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings_module, "SETTIMES_CRASH_AT": at}
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


@pytest.mark.once
@pytest.mark.parametrize(
    ("settings_module", "at", "outcome"),
    [
        ("tests.settings", "after_dot", (-9, "")),
        ("tests.settings", "after_claim", (0, "alive\n")),
        ("tests.settings", "", (0, "alive\n")),
        ("settimes.settings", "after_dot", (0, "alive\n")),
    ],
)
def test_only_the_tests_settings_know_crash_points(settings_module, at, outcome):
    assert run(settings_module, at) == outcome
