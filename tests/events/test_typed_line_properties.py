"""Whatever is typed in the line: read as meant, or refused; never an error of ours."""

import contextlib
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.times import Slot, clock_text
from events.typed_line import MOST_LETTERS, Line, NotALine, read
from tests.cast import SATURDAY

TURN = 360
WEEKEND = [SATURDAY - timedelta(days=1), SATURDAY, SATURDAY + timedelta(days=1)]
# Names made of letters that mean nothing else in a line.
WORD = st.text("BCDGKLMNORSTUVWXYZbcdgklmorsuvwxyzéÑø&!'", min_size=3, max_size=12)
MEANING = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "day", "for", "from", "until", "till"}
NAME = (
    st.lists(WORD, min_size=1, max_size=3)
    .map(" ".join)
    .filter(lambda name: not MEANING & set(name.lower().replace("&", " ").split()))
)
SLOTS = st.one_of(
    st.just(Slot()),
    st.integers(TURN, TURN + 1439).map(Slot),
    st.builds(
        lambda start, length: Slot(start, start + length),
        st.integers(TURN, TURN + 1439),
        st.integers(1, 719),
    ),
)


def typed(slot: Slot, hours: int) -> str:
    times = [slot.start, slot.end]
    return "-".join(clock_text(minute, hours=hours) for minute in times if minute is not None)


@given(
    band=NAME,
    venue=NAME,
    slot=SLOTS,
    day=st.sampled_from([None, *WEEKEND]),
    hours=st.sampled_from([12, 24]),
    between=st.sampled_from([" ", ", ", " ; "]),
    order=st.permutations(range(4)),
)
def test_a_line_says_what_was_put_into_it_in_whatever_order(
    band: str, venue: str, slot: Slot, day: date | None, hours: int, between: str, order: list[int]
) -> None:
    day_text = "" if day is None else f"{day:%A}"
    parts = [band, f"@ {venue}", typed(slot, hours), day_text]
    text = between.join(parts[place] for place in order if parts[place])

    line = read(text, venues=[venue, "Room 47"], days=WEEKEND, turn=TURN)

    assert line == Line(band, venue, slot, day)


@given(text=st.text(max_size=MOST_LETTERS + 5), venues=st.lists(st.text(max_size=9), max_size=3))
def test_any_text_is_read_or_refused(text: str, venues: list[str]) -> None:
    with contextlib.suppress(NotALine):
        line = read(text, venues=venues, days=[SATURDAY], turn=TURN)
        assert line.band


LIKELY = st.text("0123456789:hapm.-–@,; \"“”'daysatfor", max_size=40)


@given(text=LIKELY)
def test_what_nearly_is_a_line_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(NotALine):
        line = read(text, venues=["Room 47", "8"], days=WEEKEND, turn=TURN)
        assert line.band
        assert line.slot.start is None or TURN <= line.slot.start < TURN + 1440
