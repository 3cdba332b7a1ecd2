"""What became of every mail: sums that add up; addresses, and mails in doubt, for admins."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuthEvent, User
from events import editions, lineup
from events.models import Performance
from fans import accounted
from fans.models import Subscriber, Told
from settimes.outbox import decisions
from settimes.outbox.models import Decision, Message
from tests.cast import make_event, make_performance
from tests.fans.post import text_of
from tests.fans.telling import Night, make_fan
from tests.html import Page

pytestmark = pytest.mark.django_db
PAGE = "/manage/events/vol-7/told/"
MAILS = f"{PAGE}mails/"


@pytest.fixture
def rills(crew, ed: User, night: Night) -> Performance:
    """A set of which four fans were told: f0 for sure, f1 in doubt, f2's bounced, f3's failed."""
    event = make_event()
    row = make_performance(event, "The Rills", venue="Room 47", start="21:00")
    for number in range(4):
        make_fan(f"f{number}@example.org", row.band)
    editions.publish(event, by=ed)
    assert len(night.passes(minutes=10)) == 4
    for number, (state, sent) in enumerate([("uncertain", None), ("failed", None)], start=1):
        to = f"f{number if state == 'uncertain' else 3}@example.org"
        Message.objects.filter(to=to).update(state=state, sent=sent, reason="No answer.")
    Message.objects.filter(to="f2@example.org").update(state="bounced", reason="No such box.")
    return row


def doubtful() -> Message:
    return Message.objects.get(state="uncertain")


def test_sums_add_up(rills, client_of_vic, ed, night) -> None:
    lineup.cancel([Performance.objects.get()], by=ed)
    night.passes(minutes=10)

    found = accounted.of(rills.event)

    said = "4 planned = 1 sent + 1 failed + 1 in doubt + 1 bounced"
    assert [(label, tally.in_words) for label, tally in found.sets[0].tallies] == [
        ("Announced", said),
        ("Cancelled", "4 planned = 4 sent"),
    ]
    assert found.mails.in_words == "8 planned = 5 sent + 1 failed + 1 in doubt + 1 bounced"
    assert found.mails.planned == Message.objects.count()
    assertContains(client_of_vic.get(PAGE), said)
    assertNotContains(client_of_vic.get(PAGE), "f1@example.org")


def test_every_state_is_in_the_sum() -> None:
    assert set(accounted.WORDS) == set(accounted.State)


def test_an_admin_sees_addresses_and_it_is_written_down(rills, client_of_ada, client_of_ed) -> None:
    address = f"{PAGE}sets/{rills.public_id}/"
    assert client_of_ed.get(address).status_code == 403

    answer = client_of_ada.get(address)

    assertContains(answer, "f1@example.org")
    assertContains(answer, "Announced: uncertain")
    assert AuthEvent.objects.get(what="addresses_seen").detail == (
        "Vol. 7, The Rills, page 1: 4 addresses"
    )
    assert client_of_ada.get(f"{PAGE}sets/bcdfghjkmnpq/").status_code == 404
    assertContains(client_of_ada.get(f"{PAGE}event/"), "Nobody yet.")


def test_an_admin_resends_with_a_reason(rills, ada, client_of_ada: Client, night) -> None:
    assertContains(client_of_ada.get(MAILS), "f1@example.org")
    address = f"{MAILS}{doubtful().pk}/resend/"
    assertContains(client_of_ada.get(address), "It may arrive twice")
    answer = client_of_ada.post(address, {"reason": " "})
    assertContains(answer, "Say why: it is kept with your name.", status_code=422)

    assert client_of_ada.post(address, {"reason": "She asked."}).status_code == 302

    (mail,) = night.passes()
    assert mail["To"] == "f1@example.org"
    decision = Decision.objects.get()
    assert (decision.by, decision.reason) == (ada, "She asked.")
    assert AuthEvent.objects.filter(what="mail_settled").count() == 1
    again = client_of_ada.post(address, {"reason": "Twice."})
    assertContains(again, "Somebody settled it first", status_code=409)


def test_what_is_sent_again_is_in_the_sum_while_it_waits(rills, ada) -> None:
    again = decisions.resend(doubtful(), by=ada, reason="She asked.")

    found = accounted.of(rills.event)

    said = "5 planned = 1 sent + 1 waiting + 1 failed + 1 bounced + 1 sent again"
    assert found.sets[0].tallies[0][1].in_words == found.mails.in_words == said
    # Also where it cannot be composed, and so is never handed over.
    Message.objects.filter(pk=again.pk).update(state="failed", reason="It broke.")
    assert again in accounted.mails_about(rills.event)


def test_an_admin_closes(rills, client_of_ada, night) -> None:
    client_of_ada.post(f"{MAILS}{doubtful().pk}/close/", {"reason": "It arrived."})

    assert (night.passes(minutes=120), Message.objects.filter(state="closed").count()) == ([], 1)


def test_mails_of_another_event_are_not_here(rills, client_of_ada) -> None:
    make_event("Vol. 8")

    for verb in ("resend", "close"):
        other = f"/manage/events/vol-8/told/mails/{doubtful().pk}/{verb}/"
        assert client_of_ada.post(other, {"reason": "x"}).status_code == 404
    assertContains(client_of_ada.get("/manage/events/vol-8/told/mails/"), "None.")


def test_a_test_goes_to_who_asks_and_binds_nobody(rills, ed, client_of_ed, night) -> None:
    lineup.cancel([Performance.objects.get()], by=ed)
    before = Told.objects.count()
    form_key = next(
        field["value"]
        for field in Page(client_of_ed.get(PAGE).content.decode()).all("input")
        if field.get("name") == "form_key"
    )

    for _ in range(2):
        client_of_ed.post(PAGE, {"decide": "test", "form_key": form_key})

    (mail,) = night.mailbox.deliver()
    assert mail["To"] == "ed@example.org"
    assert mail["Subject"] == "Test: Cancelled: The Rills, Saturday 10 October 21:00, Room 47"
    assert mail["List-Unsubscribe"] is None
    assert not any(fan.key in text_of(mail) for fan in Subscriber.objects.all())
    assert Told.objects.count() == before
    assert len(night.passes(minutes=10)) == 4


def test_where_nothing_waits_there_is_nothing_to_try(rills, client_of_ed, night) -> None:
    client_of_ed.post(PAGE, {"decide": "test"})

    assert night.mailbox.deliver() == []
    assert Message.objects.get(kind="fans.test").state == "suppressed"
