"""A new edition from an old one: its venues, its times and, by choice, its bands.

Nothing is announced, nothing cancelled, reveal mode is on, days and doors are shifted: the new
edition is a draft that only its organizers see. One transaction, one entry in the ledger.
"""

from datetime import date

from accounts.models import User
from events import editions, open_slots, times
from events.act import Act, verb
from events.ledger import Kind
from events.lineup import NewSet, make
from events.models import ChangeSet, Event, OpenSlot, Performance
from events.times import Slot

# What the next edition shares with this one; a ticket link sells this one's tickets.
KEPT = ("timezone", "day_turn", "min_changeover", "city", "links", "description")


@verb
def clone(
    event: Event,
    *,
    name: str,
    slug: str,
    first_day: date,
    with_bands: bool,
    by: User | None,
    form_key: str = "",
) -> ChangeSet | None:
    """Make the next edition. Its slots come along open, or with the bands that played in them."""
    editions.refuse_repeated(event.organization, by, form_key)
    source = Event.objects.select_related("organization").get(pk=event.pk)
    by_days = (first_day - source.first_day).days
    new = Event(
        organization=source.organization,
        name=name,
        slug=slug,
        first_day=first_day,
        last_day=times.later_day(source.last_day, by_days),
        doors=dict(source.doors),  # by number of the day: they are shifted with it
        reveal_mode=True,
        cloned_from=source,
        **{field: getattr(source, field) for field in KEPT},
    )
    editions.save_new(new)
    act = Act(new, by=by, form_key=form_key)
    act.note_made(Kind.EVENT, act.event)
    rows = list(source.performances.live().select_related("band", "venue").in_order())
    if with_bands:
        for row in rows:
            make(act, _copy(row, by_days))
    else:
        OpenSlot.objects.bulk_create(
            OpenSlot(
                event=new,
                venue_id=slot.venue_id,
                day=times.later_day(slot.day, by_days),
                start=slot.start,
                end=slot.end,
            )
            for slot in open_slots.wanted(rows)
        )
    return act.write(f"Cloned from {source}")


def _copy(row: Performance, by_days: int) -> NewSet:
    slot, day = Slot(row.start, row.end), times.later_day(row.day, by_days)
    return NewSet(row.band, day, row.venue, slot, note=row.note)
