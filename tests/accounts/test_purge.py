"""`manage.py purge` keeps the promised times: what is over goes, what is not stays."""

from datetime import timedelta
from io import StringIO

import time_machine
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts import audit
from accounts.models import AuthEvent, Deed, Lockout, SignInTry, User, UserSession
from settimes.celery import app

BEGAN = "2026-10-10T20:00:00Z"
LOGIN = "/accounts/login/"


def purged() -> dict[str, str]:
    out = StringIO()
    call_command("purge", stdout=out)
    return dict(line.split(": ") for line in out.getvalue().splitlines())


def test_sessions_go_when_they_are_over(ada: User) -> None:
    typed = {"email": ada.email, "password": "a long enough password"}
    with time_machine.travel(BEGAN, tick=False) as clock:
        Client().post(LOGIN, typed)
        Client().post(LOGIN, {**typed, "remember": "on"})
        clock.shift(timedelta(hours=12))
        assert purged()["sessions"] == "0"

        clock.shift(timedelta(minutes=1))
        assert purged()["sessions"] == "1"
        assert UserSession.objects.get().remembered


def test_tries_go_with_their_window_and_lockouts_a_day_after_they_end(ada: User) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        for _ in range(5):
            Client().post(LOGIN, {"email": ada.email, "password": "wrong"})
        clock.shift(timedelta(minutes=9))
        purged()
        assert (SignInTry.objects.count(), Lockout.objects.count()) == (5, 3)

        clock.shift(timedelta(minutes=2))
        purged()
        assert (SignInTry.objects.count(), Lockout.objects.count()) == (0, 3)
        clock.shift(timedelta(minutes=49))
        assert Lockout.objects.filter(locked_until__gte=timezone.now()).count() == 1

        clock.shift(timedelta(days=1, minutes=1))
        purged()
        assert Lockout.objects.count() == 0


def test_audit_entries_go_after_a_year(db) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        audit.record(Deed.SIGNED_IN)
        clock.shift(settings.AUDIT_KEPT)
        audit.record(Deed.SIGNED_OUT)
        assert purged()["audit entries"] == "0"

        clock.shift(timedelta(seconds=1))
        assert purged()["audit entries"] == "1"
        assert AuthEvent.objects.get().what == Deed.SIGNED_OUT


def test_beat_does_it_every_day() -> None:
    task = settings.CELERY_BEAT_SCHEDULE["purge"]
    app.loader.import_default_modules()

    assert task["schedule"] == timedelta(days=1)
    assert task["task"] in app.tasks
