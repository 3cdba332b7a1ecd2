"""What nobody confirmed goes after 30 days; proof stays as long as it proves something."""

from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from time_machine import travel

from bands.models import Band
from fans.models import Consent, Follow, Letter, Subscriber, Subscription
from settimes import purging
from tests.fans.post import ask, follow, path_in
from tests.mailbox import Mailbox

DAY = timedelta(days=1)
COUNTED = (Subscriber, Follow, Subscription, Letter, Consent)


def left() -> list[int]:
    purging.purge()
    return [model.objects.count() for model in COUNTED]


def test_what_nobody_confirmed_goes_after_thirty_days(client: Client, rills: Band) -> None:
    with travel("2026-10-10T20:00:00Z") as clock:
        ask(client, "the-rills")
        client.post("/subscribe/", {"email": "news@example.org", "frequency": "daily"})
        Consent.objects.update(at="2026-10-10T20:00:00Z")

        clock.shift(29 * DAY)
        assert left() == [2, 1, 1, 2, 2]

        clock.shift(9 * DAY)
        assert left() == [0, 0, 0, 0, 0]


def test_who_confirmed_stays_for_years_with_the_proof(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    with travel("2026-10-10T20:00:00Z") as clock:
        follow(client, mailbox, "the-rills")
        Consent.objects.update(at="2026-10-10T20:00:00Z")

        clock.shift(4000 * DAY)
        assert left() == [1, 1, 0, 0, 2]


def test_who_left_goes_and_the_proof_stays_three_years(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    with travel("2026-10-10T20:00:00Z") as clock:
        ask(client, "the-rills")
        (mail,) = mailbox.deliver()
        client.post(path_in(mail, "confirm"))
        client.post(path_in(mail, "unsubscribe"))
        Consent.objects.update(at="2026-10-10T20:00:00Z")
        assert left() == [1, 0, 0, 1, 3]

        clock.shift(40 * DAY)
        assert left() == [0, 0, 0, 0, 3]

        clock.shift(1094 * DAY)
        assert left() == [0, 0, 0, 0, 0]


def test_the_command_says_what_went(crew, capsys) -> None:
    call_command("purge")

    told = capsys.readouterr().out
    assert "follows nobody confirmed" in told
    assert "proof of consent" in told
