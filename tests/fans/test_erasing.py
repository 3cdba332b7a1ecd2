"""Delete me: nothing stays but a hash, also of the mails."""

from django.core.management import call_command
from django.test import Client
from pytest_django.asserts import assertContains

from bands.models import Band
from fans import erasing
from fans.models import Consent, Erasure, Follow, Letter, Subscriber, Told
from settimes.outbox.addresses import recipient_key
from settimes.outbox.models import Message
from settimes.outbox.states import State
from tests.cast import make_event, make_performance
from tests.fans.post import FAY, ask, follow
from tests.fans.telling import Night, make_fan
from tests.mailbox import Mailbox


def test_nothing_stays_but_a_hash(client: Client, rills: Band, mailbox: Mailbox) -> None:
    page = follow(client, mailbox, "the-rills")
    assertContains(client.get(f"{page}delete/"), "Delete everything about you?")
    assert Subscriber.objects.count() == 1

    answer = client.post(f"{page}delete/")

    assertContains(answer, "All of it is deleted")
    counts = [model.objects.count() for model in (Subscriber, Follow, Letter, Consent)]
    assert counts == [0, 0, 0, 0]
    assert Erasure.objects.get().recipient == recipient_key(FAY)
    assert list(Message.objects.values_list("to", "payload", "state")) == [("", {}, State.SENT)]
    assert client.get(page).status_code == 404


def test_a_mail_that_waits_is_not_sent(client: Client, rills: Band, mailbox: Mailbox) -> None:
    page = follow(client, mailbox, "the-rills")
    ask(client, "the-harpoonist")
    assert Message.objects.filter(state=State.PLANNED).count() == 1

    client.post(f"{page}delete/")

    assert mailbox.deliver() == []
    assert set(Message.objects.values_list("state", "to")) == {
        (State.SENT, ""),
        (State.SUPPRESSED, ""),
    }


def test_a_mail_in_a_workers_hands_is_blanked_by_the_purge(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    page = follow(client, mailbox, "the-rills")
    held = Message.objects.get()
    Message.objects.update(state=State.UNCERTAIN, sent=None, reason="the worker died")
    Message.objects.update(state=State.PLANNED, reason="")
    Message.objects.update(state=State.HANDING, owner="worker", lease_until="2027-01-01T00:00:00Z")
    client.post(f"{page}delete/")
    held.refresh_from_db()
    assert held.to == FAY

    Message.objects.update(state=State.CLOSED, owner="", lease_until=None, reason="by a person")
    call_command("purge", verbosity=0)

    held.refresh_from_db()
    assert held.to == ""


def test_another_organizations_fan_stays(
    client: Client, rills: Band, other_crew, mailbox: Mailbox
) -> None:
    theirs = Subscriber.objects.create(
        organization=other_crew, email=FAY, lookup=FAY, recipient=recipient_key(FAY)
    )
    rills.organization.host = "testserver"
    rills.organization.save()
    page = follow(client, mailbox, "the-rills")

    client.post(f"{page}delete/")

    assert list(Subscriber.objects.all()) == [theirs]


def test_who_was_deleted_can_come_back(client: Client, rills: Band, mailbox: Mailbox) -> None:
    client.post(follow(client, mailbox, "the-rills") + "delete/")

    page = follow(client, mailbox, "the-rills")

    assertContains(client.get(page), "The Rills")
    assert Erasure.objects.count() == 0


def test_what_was_told_is_known_until_it_is_erased(rills: Band, night: Night) -> None:
    event = make_event("Vol. 8", status="published")
    make_performance(event, rills, start="21:00")
    fay, gus = make_fan("fay@example.org", rills), make_fan("gus@example.org", rills)
    assert len(night.passes(minutes=10)) == 2
    found = erasing.everything(fay)["told"]
    assert [(row["event__name"], row["performance__band__name"]) for row in found] == [
        ("Vol. 7", "The Rills"),
        ("Vol. 8", "The Rills"),
    ]
    erasing.erase(fay)
    assert set(Told.objects.values_list("recipient", flat=True)) == {gus.recipient}
