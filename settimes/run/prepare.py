"""Bring static files and database up to date; load the demo where nothing is yet.

Speaks to the person on standard output; what Django says goes to standard error.
"""

import hashlib
import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import ERROR, WARNING, Tags, run_checks
from django.core.management import CommandError, call_command

from settimes.run import HAS_SAID_WHY


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def is_safe(*, asking: list[str] | None = None) -> bool:
    """Run the system checks; say what is wrong and, in production, what is unwise.

    With `asking`, only those that ask these databases.
    """
    found = run_checks(
        tags=[Tags.database] if asking else None,
        include_deployment_checks=settings.HTTPS,
        databases=asking,
    )
    errors = [message for message in found if message.is_serious(ERROR)]
    warnings = [
        message
        for message in found
        if message.is_serious(WARNING) and (message.id or "").startswith("settimes.")
    ]
    for message in errors or warnings:
        say(" ".join(filter(None, [str(message.msg), message.hint])))
    return not errors


def collect_static() -> None:
    """Collect and compress static files, only when one of them has changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            digest.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    say("Collecting style sheets, scripts and pictures.")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())


def load_demo() -> None:
    if not settings.DEMO:
        return
    models = [apps.get_model("events", "Event"), get_user_model()]
    if any(model._default_manager.exists() for model in models):
        return
    say("Loading the demo.")
    try:
        call_command("load_demo", stdout=sys.stderr)
    except CommandError as refusal:  # SetTimes does without
        say(str(refusal))


def main() -> int:
    django.setup()
    if not is_safe():
        return HAS_SAID_WHY
    collect_static()
    say("Bringing the database up to date.")
    call_command("migrate", interactive=False, stdout=sys.stderr)
    load_demo()
    return 0 if is_safe(asking=["default"]) else HAS_SAID_WHY


if __name__ == "__main__":
    sys.exit(main())
