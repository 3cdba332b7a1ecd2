"""The page behind the way out in every mail: it asks, or says that there is nothing to stop."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from bands.models import Band
from fans import links
from fans.models import Subscriber
from tests.fans.post import ask, follow
from tests.mailbox import Mailbox

ALL = "Then you follow nothing, and we write to you about nothing."
ONE = "Other bands that you follow stay as they are."


@pytest.mark.parametrize(
    ("of_one", "asks", "said"),
    [
        (False, ALL, "You have stopped all mail already."),
        (True, ONE, "You have stopped mail about <bdi>The Rills</bdi> already."),
    ],
)
def test_it_asks_until_it_is_done(
    client: Client, rills: Band, mailbox: Mailbox, *, of_one: bool, asks: str, said: str
) -> None:
    follow(client, mailbox, "the-rills")
    token = links.way_out(Subscriber.objects.get(), rills if of_one else None)
    page = f"/unsubscribe/{token}/"
    assertContains(client.get(page), asks)
    assertNotContains(client.get(page), said)

    client.post(page)

    assertContains(client.get(page), said)
    assertNotContains(client.get(page), asks)


def test_what_is_asked_for_and_not_confirmed_can_be_stopped(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    ask(client, "the-rills")

    assertContains(client.get(f"/unsubscribe/{links.way_out(Subscriber.objects.get())}/"), ALL)


def test_after_stopping_one_band_all_mail_can_be_stopped(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    follow(client, mailbox, "the-rills", "the-harpoonist")
    fay = Subscriber.objects.get()
    client.post(f"/unsubscribe/{links.way_out(fay, rills)}/")

    assertContains(client.get(f"/unsubscribe/{links.way_out(fay)}/"), ALL)


def test_who_is_gone_reads_that_nothing_is_left_to_stop(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    follow(client, mailbox, "the-rills")
    page = f"/unsubscribe/{links.way_out(Subscriber.objects.get())}/"
    Subscriber.objects.all().delete()

    assertContains(client.get(page), "You have stopped all mail already.")
