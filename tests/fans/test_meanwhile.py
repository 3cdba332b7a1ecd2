"""What happens while a mail waits, or while a worker holds it: it leaves as it is true, or not."""

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone

from events import editions, lineup
from events.models import Event, Performance
from events.times import Slot, over_at
from fans import choosing, collecting, deciding, erasing, following, moving
from fans.models import Follow, Letter, Notice, Round, Subscriber, Told
from fans.proof import Origin
from settimes import purging
from settimes.outbox import kinds
from settimes.outbox.models import Message
from settimes.pages import tokens
from tests.cast import make_event, make_performance
from tests.fans.telling import Night, make_fan

pytestmark = pytest.mark.django_db
FORM = Origin("tests")
Deed = Callable[[], object]
NEW = "Announced: The Rills, Saturday 10 October 21:00, Room 47"
NOTHING = "there is nothing to tell any more"


@pytest.fixture
def rills(crew, night: Night) -> Performance:
    """A public set that Fay is about to be told of."""
    row = make_performance(
        make_event(status="published"), "The Rills", venue="Room 47", start="21:00"
    )
    make_fan("fay@example.org", row.band)
    return row


@pytest.fixture(params=["planned", "composed"])
def meanwhile(request, rills, night: Night, monkeypatch, settings) -> Callable[[Deed], list[str]]:
    """Do something to a mail that is planned, or just composed; return what came of the mail."""

    def run(deed: Deed) -> list[str]:
        night.clock.shift(timedelta(minutes=10))
        collecting.collect(seconds=60)
        assert list(Message.objects.values_list("state", flat=True)) == ["planned"]
        if request.param == "planned":
            deed()
        else:
            kind, deeds = kinds._kinds["fans.digest"], [deed]

            def compose(message: Message) -> kinds.Mail:
                mail = kind.compose(message)
                while deeds:
                    deeds.pop()()
                    tokens.renew(rills.event.organization_id)
                return mail

            after = dataclasses.replace(kind, compose=compose)
            monkeypatch.setitem(kinds._kinds, "fans.digest", after)
        mails = night.mailbox.deliver()
        settings.CLOCK_SHIFT = timedelta(seconds=2)
        return subjects(mails + night.mailbox.deliver())

    return run


def subjects(mails: list[EmailMessage]) -> list[str]:
    return [str(mail["Subject"]) for mail in mails]


def fay() -> Subscriber:
    return Subscriber.objects.get()


def outcome() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("state", "reason"))


def test_a_mail_with_which_nothing_happens_leaves(meanwhile) -> None:
    assert meanwhile(lambda: None) == [NEW]


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (lambda: following.leave(fay(), FORM), "unsubscribed"),
        (lambda: following.unfollow(fay(), Follow.objects.get().band, FORM), NOTHING),
        (lambda: choosing.pause(fay(), date(2026, 11, 1)), "paused"),
        (lambda: Subscriber.objects.update(bounced=timezone.now()), "mail comes back from there"),
        (lambda: Event.objects.get().delete(), NOTHING),
    ],
)
def test_who_must_not_be_written_to_any_more_is_not(meanwhile, night, deed, reason) -> None:
    assert meanwhile(deed) == []
    assert outcome() == [("suppressed", reason)]
    assert night.subjects(minutes=120) == []
    assert (Told.objects.count(), len(outcome())) == (0, 1)


@pytest.mark.parametrize(
    ("deed", "later"),
    [
        (lambda row: lineup.cancel([row], by=None), []),
        (lambda row: lineup.remove([row], by=None), []),
        (lambda row: editions.set_reveal_mode(row.event, on=True, by=None), []),
        (lambda row: editions.unpublish(row.event, by=None), []),
        (lambda row: editions.archive(row.event, by=None), []),
        (lambda row: lineup.shift([row], 30, by=None), [NEW.replace("21:00", "21:30")]),
    ],
)
def test_what_is_not_true_any_more_waits_until_it_is_settled(
    meanwhile, rills, night, deed, later
) -> None:
    assert meanwhile(lambda: deed(rills)) == []
    assert outcome() == [("suppressed", NOTHING)]
    assert night.subjects(minutes=10) == later
    assert night.subjects(minutes=120) == []


def test_what_is_over_meanwhile_is_told_to_nobody(meanwhile, rills, night) -> None:
    assert meanwhile(lambda: night.clock.move_to(over_at(rills, rills.event))) == []
    assert outcome() == [("suppressed", NOTHING)]


def test_what_is_held_meanwhile_waits_until_it_is_let_go(meanwhile, rills, ed, night) -> None:
    assert meanwhile(lambda: deciding.hold(rills.event, by=ed)) == []
    assert outcome() == [("suppressed", NOTHING)]
    deciding.let_go(rills.event, by=ed)
    assert night.subjects(minutes=10) == [NEW]


def test_what_joins_meanwhile_leaves_with_it(meanwhile, rills, night) -> None:
    def also() -> None:
        other = make_performance(rills.event, "The Harpoonist", venue="Room 47", start="22:00")
        Follow.objects.create(subscriber=fay(), band=other.band, confirmed=timezone.now())

    assert meanwhile(also) == [f"{NEW}, and 1 more"]
    assert night.subjects(minutes=120) == []


def test_who_erases_everything_leaves_nothing_behind(meanwhile, rills, night) -> None:
    assert meanwhile(lambda: erasing.erase(fay())) == []
    purging.purge()
    assert list(Message.objects.values_list("state", "to", "payload")) == [("suppressed", "", {})]
    assert (Told.objects.count(), Follow.objects.count()) == (0, 0)
    assert night.subjects(minutes=120) == []


def test_of_an_organization_that_is_gone_nothing_is_left(meanwhile, rills, crew) -> None:
    assert meanwhile(crew.delete) == []
    purging.purge()
    assert list(Message.objects.values_list("state", "to", "payload")) == [("suppressed", "", {})]
    left = [model.objects.count() for model in (Told, Notice, Round, Letter, Subscriber)]
    assert left == [0] * 5


def test_who_moves_to_another_address_is_told_there(meanwhile, rills, night) -> None:
    assert meanwhile(lambda: moving._move(fay(), "fay@example.com", FORM)) == []
    assert outcome() == [("suppressed", "they have moved to another address")]
    (mail,) = night.passes()
    assert (mail["To"], mail["Subject"]) == ("fay@example.com", NEW)
    lineup.move([rills], slot=Slot(22 * 60), by=None)
    (mail,) = night.passes(minutes=10)
    assert mail["To"] == "fay@example.com"
