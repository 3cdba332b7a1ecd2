"""Writing down what a mail tells, in the transaction that hands it over, and taking it back.

The lock on the subscriber's row makes two mails to one person tell one after the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from fans import truth
from fans.models import Notice, Subscriber, Told
from fans.owed import OFF, OFF_NEWS, Owed
from settimes.outbox.models import Message

KEPT = ("state", "day", "start", "venue", "band", "heard", "hushed", "number")
WRITTEN = (*KEPT, "message", "before", "at")


def plan(message: Message, owed: Sequence[Owed]) -> list[Notice]:
    """Return what a mail is going to say, unsaved."""
    return [
        Notice(message=message, event=each.event, performance=each.performance, news=each.news)
        for each in owed
    ]


def plan_again(message: Message) -> None:
    """Note that the mail which takes its place is going to say the same, until it leaves."""
    rows = list(message.notices.filter(dropped=False))
    for row in rows:
        row.pk, row.message = None, message.resent_as
    Notice.objects.bulk_create(rows)


def record(message: Message, recipient: str, owed: Sequence[Owed], at: datetime) -> None:
    """Write down that this is told. The subscriber's row must be locked."""
    write(recipient, owed, at, message=message)
    said = {(one.event.pk, one.set_key): one for one in owed}
    planned = {(row.event_id, row.performance_id): row for row in message.notices.all()}
    changed = []
    for place, row in planned.items():
        news = said[place].news if place in said else row.news
        if (row.news, row.dropped) != (news, place not in said):
            row.news, row.dropped = news, place not in said
            changed.append(row)
    if changed:
        Notice.objects.bulk_update(changed, ["news", "dropped"])
    Notice.objects.bulk_create(
        plan(message, [said[place] for place in said.keys() - planned.keys()])
    )


def write(
    recipient: str, owed: Sequence[Owed], at: datetime, *, message: Message | None = None
) -> None:
    """Take what is owed to an address for told."""
    # Who plays a set now stands before what became of the former band's.
    rows = [_row(recipient, same[0], at, message=message) for same in _by_row(owed)]
    for row, state in _of_the_same_events(recipient, owed):
        row.before = _before(row)
        row.state, row.hushed, row.message, row.at = state, "", message, at
        rows.append(row)
    _save(rows)


def hush(recipient: str, owed: Sequence[Owed], at: datetime) -> None:
    """Note that nobody hears of what is owed to an address. What they heard before stays."""
    rows = []
    for same in _by_row(owed):
        told = same[0].told
        row = told if told and told.heard else _row(recipient, same[0], at, message=None)
        row.heard = row is told
        row.hushed = "\n".join(truth.says(one.facts) for one in same)
        rows.append(row)
    for row, state in _of_the_same_events(recipient, owed):
        row.hushed = truth.says(replace(truth.told(row), state=state))
        rows.append(row)
    _save(rows)


def _by_row(owed: Sequence[Owed]) -> Iterable[list[Owed]]:
    """Put together what is about one row: two, where a set is another band's and all is back on."""
    found: dict[tuple[int, int | None], list[Owed]] = defaultdict(list)
    for one in owed:
        found[one.event.pk, one.set_key].append(one)
    return found.values()


def _save(rows: Sequence[Told]) -> None:
    old = [row for row in rows if row.pk]
    Told.objects.bulk_create([row for row in rows if row.pk is None])
    if old:
        Told.objects.bulk_update(old, WRITTEN)


def _of_the_same_events(recipient: str, owed: Sequence[Owed]) -> Iterator[tuple[Told, str]]:
    """Yield what else somebody knows of events of which there is news as a whole, and that news.

    A line about the event is about that too: it is not said again when a hidden set comes back.
    """
    states = {one.event.pk: one.facts.state for one in owed if one.is_of_all}
    if not states:
        return
    said = [one.told.pk for one in owed if one.told]
    known = Told.objects.filter(recipient=recipient, event__in=list(states), heard=True)
    for row in known.exclude(pk__in=said):
        state = states[row.event_id]
        if row.state != state and (state in OFF or row.state in OFF):
            yield row, state


def _before(row: Told | None) -> dict[str, object] | None:
    """Return what a row says, and what it said before: of two mails in doubt either may fail."""
    if row is None:
        return None
    earlier = {name: row.before[name] for name in KEPT if name in row.before} if row.before else {}
    said = {name: _plain(getattr(row, name)) for name in KEPT}
    return said | {"message": row.message_id, "before": earlier or None}


def _row(recipient: str, owed: Owed, at: datetime, *, message: Message | None) -> Told:
    row = owed.told
    facts = owed.facts
    if row and owed.news in OFF_NEWS:  # which says nothing of where the set would be
        facts = replace(truth.told(row), state=facts.state)
    return Told(
        pk=row.pk if row else None,
        recipient=recipient,
        event=owed.event,
        performance=owed.performance,
        state=facts.state,
        day=facts.day,
        start=facts.start,
        venue=facts.venue,
        band=facts.band,
        number=row.number + 1 if row else 1,
        message=message,
        before=_before(row),
        at=at,
    )


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def take_back(message: Message) -> None:
    """Restore what was told before this mail, which did not leave."""
    subscriber_of(message, lock=True)
    rows = list(Told.objects.select_for_update(of=("self",)).filter(message=message))
    new = [row.pk for row in rows if row.before is None and row.number == 1]
    Told.objects.filter(pk__in=new).delete()
    fields = {field.attname: field for field in Told._meta.concrete_fields}
    restored = []
    for row in rows:
        if row.before is not None:
            said = row.before
            for name in said.keys() & set(KEPT):
                setattr(row, name, fields[name].to_python(said[name]))
            row.message_id, row.before = said.get("message"), said.get("before")
            restored.append(row)
    if restored:
        Told.objects.bulk_update(restored, WRITTEN)


def subscriber_of(message: Message, *, lock: bool) -> Subscriber | None:
    """Return whom a mail is for; locked, so that nobody else tells them anything meanwhile."""
    rows = Subscriber.objects.select_related("organization")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(pk=message.payload.get("subscriber")).first()


def subscribers_of(messages: Sequence[Message]) -> dict[int, Subscriber]:
    """Return whom these mails are for, by their id."""
    known = [message.payload["subscriber"] for message in messages if message.payload]
    return Subscriber.objects.select_related("organization").in_bulk(known)
