"""A mail that failed or bounced: an admin tells that fan anew, if there is news, or closes it."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from accounts.models import AuthEvent, User
from events import editions, lineup
from events.models import Performance
from events.times import Slot
from fans import accounted, choosing, following
from fans.models import Subscriber
from fans.proof import Origin
from settimes.outbox import proof
from settimes.outbox.models import Decision, Message, Suppression
from settimes.outbox.status import inconsistencies
from tests.cast import make_event, make_performance, signed_in
from tests.fans.telling import Night, make_fan
from tests.smtp_sink import Sink

pytestmark = pytest.mark.django_db
MAILS = "/manage/events/vol-7/told/mails/"
FAY, GUS = "fay@example.org", "gus@example.org"
NEW = "Announced: The Rills, Saturday 10 October 21:00, Room 47"


@pytest.fixture
def rills(crew, ed: User, night: Night, sink: Sink) -> Performance:
    """A set of which Gus was told; the mail to Fay was refused for good."""
    row = make_performance(make_event(), "The Rills", venue="Room 47", start="21:00")
    make_fan(FAY, row.band)
    make_fan(GUS, row.band)
    sink.rule("dot", "554 looks like spam", to=FAY, times=1)
    editions.publish(row.event, by=ed)
    night.passes(minutes=10)
    assert sink.recipients() == [GUS]
    return row


def lost() -> Message:
    return Message.objects.get(to=FAY, state__in=["failed", "bounced"])


def settle(client: Client, message: Message, verb: str = "resend", reason: str = "She asked."):
    return client.post(f"{MAILS}{message.pk}/{verb}/", {"reason": reason})


def read(sink: Sink, to: str = FAY) -> list[str]:
    return [str(one.mail["Subject"]) for one in sink.mails if one.recipients == [to]]


def test_what_failed_is_told_anew_and_once(rills, ada, client_of_ada, night, sink) -> None:
    failed = lost()
    assertContains(client_of_ada.get(MAILS), f'href="{MAILS}{failed.pk}/resend/"')
    page = client_of_ada.get(f"{MAILS}{failed.pk}/resend/")
    assertContains(page, "It will say what is true when it leaves.")
    assertContains(settle(client_of_ada, failed, reason=" "), "Say why", status_code=422)

    assert settle(client_of_ada, failed).status_code == 302
    again = settle(client_of_ada, failed)

    assertContains(again, "Somebody settled it first: sent again by a person.", status_code=409)
    night.passes()
    night.passes(minutes=120)
    assert (read(sink), read(sink, GUS)) == ([NEW], [NEW])
    assert Decision.objects.values_list("by", "verb", "reason").get() == (
        *(ada.pk, "resend", "She asked."),
    )
    detail = AuthEvent.objects.get(what="mail_settled").detail
    assert detail == f"Vol. 7, mail {failed.pk}: It will be sent again. She asked."
    assert accounted.of(rills.event).mails.in_words == "3 planned = 2 sent + 1 sent again"
    assert inconsistencies() == []


def test_it_says_what_is_true_when_it_leaves(rills, client_of_ada, night, sink) -> None:
    failed = lost()
    settle(client_of_ada, failed)
    rills.refresh_from_db()
    lineup.move([rills], slot=Slot(22 * 60), by=None)

    night.passes(minutes=10)

    later = NEW.replace("21:00", "22:00")
    assert (read(sink), read(sink, GUS)) == (
        [later],
        [NEW, "Moved: The Rills, Saturday 10 October 21:00 → 22:00, Room 47"],
    )


REFUSALS: dict[str, tuple[Callable[[Performance], object], str]] = {
    "told meanwhile": (
        lambda row: lineup.cancel([row], by=None),
        "there is nothing to tell any more",
    ),
    "unsubscribed": (
        lambda row: following.leave(Subscriber.objects.get(email=FAY), Origin("tests")),
        "unsubscribed",
    ),
    "paused": (
        lambda row: choosing.pause(Subscriber.objects.get(email=FAY), row.day),
        "paused",
    ),
    "suppressed": (
        lambda row: proof.suppress(Subscriber.objects.get(email=FAY).recipient, reason="No box."),
        "nobody may write to this address: No box.",
    ),
}


@pytest.mark.parametrize("why", REFUSALS)
def test_it_is_refused_where_nothing_would_come_of_it(
    rills, client_of_ada, night, sink, why: str
) -> None:
    failed = lost()
    deed, said = REFUSALS[why]
    rills.refresh_from_db()
    deed(rills)
    night.passes(minutes=10)

    answer = settle(client_of_ada, failed)

    assertContains(answer, f"It is not sent again: <bdi>{said}</bdi>.", status_code=409)
    assertContains(answer, "She asked.", status_code=409)
    failed.refresh_from_db()
    assert (failed.state, Decision.objects.count()) == ("failed", 0)
    assert not AuthEvent.objects.filter(what="mail_settled").exists()
    assert not Message.objects.filter(resends__isnull=False).exists()
    night.passes()
    assert read(sink) == []


def test_what_came_back_is_told_anew_once_one_may_write_there(
    rills, client_of_ada, night, sink
) -> None:
    """Nothing of it was read, so all of it is told."""
    back = Message.objects.get(to=GUS)
    proof.bounced(back.delivery, reason="Box full.")
    assert settle(client_of_ada, back).status_code == 409
    Suppression.objects.all().delete()

    assert settle(client_of_ada, back).status_code == 302

    night.passes()
    assert (read(sink, GUS), inconsistencies()) == ([NEW, NEW], [])


def test_what_failed_is_closed(rills, client_of_ada, night, sink) -> None:
    failed = lost()
    assertContains(client_of_ada.get(f"{MAILS}{failed.pk}/close/"), "never arrived")
    for status in (302, 409):
        assert settle(client_of_ada, failed, "close").status_code == status

    assertContains(client_of_ada.get(MAILS), "None.")
    night.passes(minutes=120)
    assert read(sink) == []
    assert accounted.of(rills.event).mails.in_words == "2 planned = 1 sent + 1 closed"


def test_the_desk_settles_only_what_is_in_doubt(rills, staff: User) -> None:
    desk = signed_in(staff)
    for verb in ("resend", "close"):
        address = f"/admin/outbox/message/{lost().pk}/{verb}/"
        assert desk.post(address, {"reason": "x"}).status_code == 409
    assert lost().state == "failed"
