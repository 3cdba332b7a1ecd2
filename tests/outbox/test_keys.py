"""A mail's key says what it is about; its Message-ID follows from it."""

import pytest

from settimes.outbox.models import Message
from tests.outbox.conftest import make_mail

pytestmark = pytest.mark.django_db


def test_the_message_id_is_fixed_when_planned(settings):
    settings.DEFAULT_FROM_EMAIL = "Crew <crew@crawl.example.org>"
    message = make_mail()
    assert message.message_id == f"<dlv-{message.delivery}@crawl.example.org>"


def test_a_mail_planned_anew_after_a_backup_has_the_same_message_id(settings):
    first = make_mail("same").message_id
    Message.objects.all().delete()
    assert make_mail("same").message_id == first
    assert make_mail("other").message_id != first
    Message.objects.all().delete()
    settings.SECRET_KEY = "another" * 10
    assert make_mail("same").message_id != first


def test_a_key_too_long_for_its_column_is_refused():
    assert make_mail("k" * 200).key == "k" * 200
    with pytest.raises(ValueError, match="A key may have 200 characters"):
        make_mail("k" * 201)
