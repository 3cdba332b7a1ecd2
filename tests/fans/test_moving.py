"""Moving to another address: both agree, and what was followed comes along."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains
from time_machine import travel

from bands.models import Band
from fans.models import Consent, Follow, Subscriber
from settimes.outbox.addresses import recipient_key
from tests.fans.post import FAY, confirm, follow, path_in, paths_in
from tests.mailbox import Mailbox

NEW = "fay@elsewhere.example"


def mails(client: Client, page: str, mailbox: Mailbox, email: str = NEW) -> dict[str, object]:
    client.post(f"{page}address/", {"email": email})
    return {mail["To"]: mail for mail in mailbox.deliver()}


@pytest.mark.parametrize("first", [FAY, NEW])
def test_both_agree_in_either_order(
    client: Client, rills: Band, mailbox: Mailbox, first: str
) -> None:
    page = follow(client, mailbox, "the-rills")
    sent = mails(client, page, mailbox)
    second = NEW if first == FAY else FAY

    assertContains(client.post(path_in(sent[first], "move")), "One button to go")
    assert Subscriber.objects.get().email == FAY
    assertContains(client.post(path_in(sent[second], "move")), "Your mail has moved")

    fay = Subscriber.objects.get()
    assert (fay.email, fay.lookup, fay.recipient) == (NEW, NEW, recipient_key(NEW))
    assert Follow.objects.get().subscriber == fay
    assert {said.recipient for said in Consent.objects.all()} == {recipient_key(NEW)}


def test_links_to_the_page_from_before_open_nothing_but_the_way_out_stays(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    client.post("/follow/", {"bands": "the-rills", "email": FAY})
    (mail,) = mailbox.deliver()
    page = confirm(client, mail)
    sent = mails(client, page, mailbox)
    for one in sent.values():
        client.post(path_in(one, "move"))

    assert client.get(page).status_code == 404
    assert client.post(path_in(mail, "unsubscribe")).status_code == 200
    assert Follow.objects.count() == 0


def test_the_new_address_gets_no_way_out_of_what_is_not_its_own(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    sent = mails(client, follow(client, mailbox, "the-rills"), mailbox)

    assert sent[NEW]["List-Unsubscribe"] is None
    assert [path for path in paths_in(sent[NEW]) if "unsubscribe" in path] == []
    assert sent[FAY]["List-Unsubscribe"] is not None


def test_what_was_followed_there_already_is_joined(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    follow(client, mailbox, "the-rills", "the-harpoonist", email=NEW)
    page = follow(client, mailbox, "the-rills")

    for one in mails(client, page, mailbox).values():
        client.post(path_in(one, "move"))

    fay = Subscriber.objects.get()
    assert fay.email == NEW
    assert sorted(fay.follows.values_list("band__name", flat=True)) == [
        "The Harpoonist",
        "The Rills",
    ]


def test_a_second_move_ends_the_first_and_waits_a_little(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    page = follow(client, mailbox, "the-rills")
    first = mails(client, page, mailbox)

    soon = client.post(f"{page}address/", {"email": "other@example.org"})
    assertContains(soon, "Wait a little", status_code=422)
    assertContains(soon, 'value="other@example.org"', status_code=422)
    assert mailbox.deliver() == []

    with travel(Consent.objects.earliest("at").at + timedelta(minutes=11)):
        second = mails(client, page, mailbox, "other@example.org")
        assert sorted(second) == [FAY, "other@example.org"]
        assert client.post(path_in(first[NEW], "move")).status_code == 404


@pytest.mark.parametrize(
    "email", ["", "fay", "fay@nowhere", "a@x.org,b@x.org", "x" * 250 + "@x.org"]
)
def test_a_bad_address_is_said_beside_the_field(
    client: Client, rills: Band, mailbox: Mailbox, email: str
) -> None:
    page = follow(client, mailbox, "the-rills")

    answer = client.post(f"{page}address/", {"email": email})

    assertContains(answer, 'id="id_email_error"', status_code=422)
    assert mailbox.deliver() == []
