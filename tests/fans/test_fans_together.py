"""At the same moment: one subscriber, one mail, one confirmation."""

import pytest
from django.test import Client

from fans.models import Consent, Follow, Letter, Subscriber
from settimes.outbox.models import Message
from tests.cast import make_event, make_performance
from tests.fans.post import ask, path_in
from tests.mailbox import Mailbox
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def lineup(crew) -> None:
    event = make_event(status="published")
    for band in ("The Rills", "The Harpoonist"):
        make_performance(event, band)


def test_twenty_forms_at_once_are_one_mail(lineup) -> None:
    answers = at_once(20, lambda: ask(Client(), "the-rills", "the-harpoonist").status_code)

    assert answers == [200] * 20
    assert (Subscriber.objects.count(), Letter.objects.count()) == (1, 1)
    assert (Follow.objects.count(), Message.objects.count()) == (2, 1)


def test_twenty_buttons_at_once_confirm_once(lineup, mailbox: Mailbox) -> None:
    ask(Client(), "the-rills")
    (mail,) = mailbox.deliver()
    link = path_in(mail, "confirm")

    answers = at_once(20, lambda: Client().post(link).status_code)

    assert sorted(answers) == [200] * 19 + [302]
    assert Consent.objects.filter(deed="confirmed").count() == 1
    assert Follow.objects.exclude(confirmed=None).count() == 1
