"""Before a site goes to the internet: what the deployment check says, and what no start allows."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.run.launched import CHECKOUT, PATIENCE, clean_environment
from tests.run.outside import PRODUCTION

pytestmark = pytest.mark.once

WHOLE = PRODUCTION | {
    "DATABASE_URL": "postgres://crawl:secret@127.0.0.1:9/crawl",
    "REDIS_URL": "redis://127.0.0.1:9/0",
}


def said(tmp_path: Path, *command: str, **settings: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=CHECKOUT,
        env=clean_environment(DATA_DIR=str(tmp_path), **settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_deployment_check_has_nothing_to_say(tmp_path: Path) -> None:
    found = said(tmp_path, "manage.py", "check", "--deploy", **WHOLE)

    assert found == (0, "System check identified no issues (0 silenced).\n")


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"DEBUG": "true"}, "DEBUG shows strangers the inside of the site."),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS=* lets anybody choose"),
        ({"SECRET_KEY": "changeme"}, "SECRET_KEY is short or simple"),
        ({"EMAIL_URL": ""}, "EMAIL_URL is not a mail server"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_no_server_starts_unsafe(tmp_path: Path, settings: dict[str, str], why: str) -> None:
    """Not by gunicorn alone, which is what the README's production starts."""
    # A new clone has no static files collected, of which whitenoise warns.
    wsgi = ("-W", "ignore:No directory at", "-c", "import settimes.wsgi")
    assert said(tmp_path, *wsgi, **WHOLE) == (0, "")

    code, told = said(tmp_path, *wsgi, **WHOLE | settings)

    assert code != 0
    assert why in told
