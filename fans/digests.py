"""The mails that tell: a digest of all that is settled, and the urgent one about a single set."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from fans import handing, links, marks, owed, saying
from fans.composing import mail
from fans.handing import Composed
from fans.links import Purpose
from fans.models import Subscriber
from fans.owed import Owed
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message

DIGEST, URGENT = "fans.digest", "fans.urgent"


def _still_owed(message: Message) -> bool | str:
    return handing.still_owed(message, _find)


def _find(message: Message, subscriber: Subscriber, at: datetime) -> Composed | str:
    mark = marks.of(subscriber)
    found = _to_tell(message, subscriber, at)
    return Composed(subscriber, found, at, mark) if found else "there is nothing to tell any more"


def _foresee(messages: Sequence[Message]) -> None:
    handing.foresee(messages, _find_many)


def _find_many(people: Sequence[Subscriber], at: datetime) -> dict[int, Composed]:
    before = {person.pk: marks.of(person) for person in people}
    found = owed.to_all(people, at)
    return {
        person.pk: Composed(person, found[person.pk], at, before[person.pk])
        for person in people
        if person.pk in found
    }


def _to_tell(message: Message, subscriber: Subscriber, at: datetime) -> list[Owed]:
    if message.kind == DIGEST:
        return owed.to_one(subscriber, at)
    found = owed.to_one(subscriber, at, since=at - settings.UNDO_FOR)
    event, performance = message.payload["event"], message.payload["performance"]
    return [
        one
        for one in found
        if one.event.pk == event
        and (one.goes_with_event if performance is None else one.set_key == performance)
    ]


def _compose(message: Message) -> Mail:
    composed = message.composed
    if not isinstance(composed, Composed):
        raise TypeError("Nobody has asked yet what there is to tell.")
    subscriber = composed.subscriber
    nights = saying.nights(composed.owed, subscriber.organization)
    page = links.address(Purpose.PREFERENCES, links.to_page(subscriber), subscriber.organization)
    return mail(
        "digest",
        subscriber,
        nights=nights,
        words=saying.subject(nights),
        urgent=message.kind == URGENT,
        page=page,
    )


register(DIGEST, foresee=_foresee, still_owed=_still_owed, compose=_compose, moved=handing.moved)
register(URGENT, still_owed=_still_owed, compose=_compose, moved=handing.moved)
