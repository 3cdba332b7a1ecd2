"""The proof of what somebody agreed to: when, from where, by which form and to which words."""

from hashlib import sha256

from django.test import Client
from django.utils import timezone

from bands.models import Band
from fans import wording
from fans.models import Consent
from settimes.outbox.addresses import recipient_key
from tests.fans.post import FAY, follow
from tests.mailbox import Mailbox

# Other words need another version; whoever changes them gives both here.
WORDS = {"2026-11": "9d41", "2026-11-21": "9fdf"}


def test_each_step_is_kept_with_its_circumstances(rills: Band, mailbox: Mailbox) -> None:
    began = timezone.now()

    follow(Client(REMOTE_ADDR="192.0.2.7"), mailbox, "the-rills")

    asked, confirmed = Consent.objects.order_by("pk")
    for said, deed, form in ((asked, "asked", "list"), (confirmed, "confirmed", "confirmation")):
        assert (said.deed, said.form, said.about) == (deed, form, "The Rills")
        assert (said.address, said.wording) == ("192.0.2.7", wording.VERSION)
        assert said.recipient == recipient_key(FAY)
        assert said.at >= began.replace(microsecond=0)


def test_the_form_says_from_where_it_was_sent(client: Client, rills: Band) -> None:
    for address in ("/follow/", "/follow/?band=the-rills", "/events/vol-7/follow/"):
        client.post(address, {"bands": "the-rills", "email": FAY})

    forms = list(Consent.objects.order_by("pk").values_list("form", flat=True))
    assert forms == ["list", "band page", "schedule"]


def test_the_words_people_saw_are_those_that_are_kept(client: Client, rills: Band) -> None:
    page = client.get("/follow/?band=the-rills").content.decode()

    assert wording.FOLLOW in page
    assert wording.ALWAYS in page
    assert wording.NEWS in client.get("/subscribe/").content.decode()


def test_other_words_have_another_version() -> None:
    words = f"{wording.FOLLOW}\n{wording.NEWS}\n{wording.ALWAYS}"

    assert sha256(words.encode()).hexdigest()[:4] == WORDS[wording.VERSION]
