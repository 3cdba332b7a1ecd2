"""Whatever is done to a lineup, the list of what changed says only what fans could see."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from events import editions, lineup, news, public_changes, schedule
from events.act import Refused
from events.lineup import NewSet
from events.models import ChangeSet, Event, Performance
from events.times import Slot
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_venue

ACTS = 30


def act(event: Event, by: User, chance: random.Random) -> None:
    """Do one thing that an organizer may do, to the event or to one of its sets."""
    live = event.performances.live()
    if not live:
        lineup.add(event, [NewSet(make_band(f"B{chance.getrandbits(64)}"), SATURDAY)], by=by)
    row = chance.choice(list(live.all()))
    venue = make_venue(f"V{chance.getrandbits(64)}")
    slot = Slot(chance.randrange(1000, 1500, 5))
    new = NewSet(make_band(f"B{chance.getrandbits(64)}"), SATURDAY, slot=slot)
    last = ChangeSet.objects.filter(event=event).first()
    assert last is not None
    chance.choice(
        [
            lambda: lineup.add(event, [new], by=by),
            lambda: lineup.move([row], slot=slot, by=by),
            lambda: lineup.move([row], venue=venue, by=by),
            lambda: lineup.cancel([row], by=by),
            lambda: lineup.restore([row], by=by, even_if_taken=True),
            lambda: lineup.announce([row], by=by),
            lambda: lineup.unannounce([row], by=by),
            lambda: editions.set_reveal_mode(event, on=chance.random() < 0.5, by=by),
            lambda: editions.publish(event, by=by, even_if_empty=True),
            lambda: editions.unpublish(event, by=by),
            lambda: undo(last, by=by),
        ]
    )()


@pytest.mark.parametrize("seed", range(6))
def test_every_line_is_of_something_fans_could_see(crew, ed: User, seed: int) -> None:
    chance = random.Random(seed)
    event = make_event()
    lineup.add(event, [NewSet(make_band(f"B{n}"), SATURDAY) for n in range(5)], by=ed)
    for _ in range(ACTS):
        try:
            act(event, ed, chance)
        except (Refused, ValidationError):
            continue
    event.refresh_from_db()
    if event.status == "draft":
        editions.publish(event, by=ed, even_if_empty=True)
        event.refresh_from_db()

    found = schedule.of(event, timezone.now())
    rows = list(Performance.objects.public().filter(event=event).select_related("band", "venue"))
    past = public_changes.of_event(event, rows).sets
    keys = {row.public_id: row.pk for row in rows}

    lines = news.of(found)
    for line in lines:
        if line.set is None:
            continue
        steps = past[keys[line.set.public_id]].steps
        faces = [face for step in steps for face in (step.before, step.after) if face]
        assert line.at in {step.act.at for step in steps}
        if line.was:
            was = {name: getattr(line.was, name) for name in line.was.fields}
            assert was in [{name: getattr(face, name) for name in was} for face in faces]
    told = {line.set.public_id for line in lines if line.set}
    moved = {
        public_id
        for public_id, pk in keys.items()
        if any(step.before and step.after for step in past[pk].steps)
    }
    assert told - moved <= {line.set.public_id for line in lines if line.what == "new" and line.set}
