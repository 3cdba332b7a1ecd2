"""Whoever reads every mail as it comes, and knows what is true: two notions that must be one."""

from collections import defaultdict

from hypothesis import note

from events import uncollected
from events.models import Performance
from tests.fans.post import html_of, text_of
from tests.fans.reading import CANCELLED, OFF, ON, Line, Reader, Word, lines_of
from tests.fans.stirring import DRAFT, OF_SETS, Stir
from tests.fans.telling import Night

Key = tuple[str, str]


class Watch:
    """Reads every mail as it comes, and compares when all is quiet."""

    def __init__(self, stir: Stir, night: Night) -> None:
        self.stir, self.night = stir, night
        self.readers: dict[str, Reader] = defaultdict(Reader)
        # What was hushed up since a fan last heard of a set, by the fan.
        self.hushed: dict[str, dict[Key, Word]] = defaultdict(dict)

    def passes(self, **time: float) -> None:
        for mail in self.night.passes(**time):
            fan = str(mail["To"])
            assert fan in self.stir.reached(), f"{fan} must not get: {mail['Subject']}"
            said = f"{mail['Subject']} {text_of(mail)} {html_of(mail)}"
            assert DRAFT not in said  # in full: the key in a link may hold any three letters
            note(f"  {fan}: {mail['Subject']}")
            for line in lines_of(mail, self.stir.event_names):
                self._read(fan, line)

    def _read(self, fan: str, line: Line) -> None:
        """A line says what is public and true as it comes, and is about what the fan follows."""
        truth = self._truth_for(fan)
        assert not self.stir.is_held(line.event), line
        if line.band is None:
            known = {*truth, *self._gone(fan)}
            assert line.event in {event for event, _ in known}, line
            assert (line.label == "Back on") == (self.stir.off(line.event) is None), line
        else:
            state, place = truth[line.event, line.band]
            assert self.stir.off(line.event) is None
            assert line.now == place
            assert (line.label in {"Cancelled", "Still cancelled"}) == (state == "cancelled"), line
            is_hushed = self._is_hushed(fan, (line.event, line.band), (state, place))
            assert not is_hushed or line.label == "Still cancelled", line
            self._of_another_band(fan, line)
        before = dict(self.readers[fan].words)
        self.readers[fan].read(line)
        words = self.readers[fan].words
        changed = {key: word for key, word in words.items() if word != before.get(key)}
        if line.band is None:
            places = {key: word[1] for key, word in truth.items()}
            now = {key: (word[0], places.get(key, word[1])) for key, word in changed.items()}
            assert not all(self._is_hushed(fan, *one) for one in now.items()), line
        for key in changed:
            self._forget_hushed(fan, key)

    def compare(self) -> None:
        """All is quiet: what was read last is what is public and true."""
        self.passes(minutes=11)
        for fan in self.stir.reached():
            words = self.readers[fan].words
            for (event, band), (state, place) in self._truth_for(fan).items():
                if self.stir.is_held(event):
                    continue
                word = words.get((event, band))
                now = self.stir.off(event) or state
                about = f"{fan} of {band} at {event}: {word}, and it is {now}, {place}"
                is_first = word is None and self.stir.is_concluded(event)
                is_hushed = self._is_hushed(fan, (event, band), (now, place))
                assert is_first or is_hushed or knows(word, (now, place)), about

        for fan in self.stir.reached():
            for (event, band), word in self._gone(fan).items():
                off = self.stir.off(event)
                about = f"{fan} knows {band} at {event}, which is gone: {word}, and it is {off}"
                is_hushed = self._is_hushed(fan, (event, band), (off or ON, word[1]))
                assert is_right(word, off) or is_hushed or self.stir.is_held(event), about

    def _gone(self, fan: str) -> dict[Key, Word]:
        """Return what a fan read of sets that are to be seen no more, at events that are."""
        follows, truth = self.stir.follows(fan), self.stir.truth()
        return {
            key: word
            for key, word in self.readers[fan].words.items()
            if key not in truth and key[1] in follows and self.stir.is_to_come(*key)
        }

    def _truth_for(self, fan: str) -> dict[Key, Word]:
        follows = self.stir.follows(fan)
        return {key: word for key, word in self.stir.truth().items() if key[1] in follows}

    def _is_hushed(self, fan: str, key: Key, now: Word) -> bool:
        state, place = self.hushed[fan].get(key, ("", None))
        return state == now[0] and (state != ON or place == now[1])

    def _forget_hushed(self, fan: str, key: Key) -> None:
        for each in self._of_same_set(key):
            self.hushed[fan].pop(each, None)

    def _of_same_set(self, key: Key) -> list[Key]:
        """Return the bands that once played this set, or that one with it."""
        event, band = key
        rows = Performance.objects.filter(event__name=event).values_list("pk", flat=True)
        found = [self.stir.bands_of[pk] for pk in rows if band in self.stir.bands_of[pk]]
        return [(event, each) for bands in found for each in bands]

    def _of_another_band(self, fan: str, line: Line) -> None:
        """Who reads that another band plays a set does not expect the former one any more."""
        assert line.band
        for key in self._of_same_set((line.event, line.band)):
            if key[1] != line.band:
                self.readers[fan].words.pop(key, None)

    def hush(self, one: int, other: int) -> None:
        """What was just done is taken for told, as it is now; of what nobody knew nobody hears."""
        self.passes(seconds=1)  # nothing else was collected at the same instant
        self.stir.do(OF_SETS[(one + other) % len(OF_SETS)], one, other)
        event, is_held = self.stir.event(one), self.stir.is_held(self.stir.event(one).name)
        touched = uncollected.touched([event.pk])
        if not self.stir.hush(one, other):
            return
        for fan in self.stir.confirmed():
            truth = {key: now for key, now in self._truth_for(fan).items() if key[0] == event.name}
            rows = {key: self.stir.row(*key).pk for key in truth}
            scope = [key for key in truth if is_held or touched.includes(event.pk, rows[key])]
            self._take_for_told(fan, {key: truth[key] for key in scope})
            if is_held or event.pk in touched.events:
                self._take_gone_for_told(fan, event.name)
        self.passes()

    def _take_for_told(self, fan: str, truth: dict[Key, Word]) -> None:
        words = self.readers[fan].words
        for key, (state, place) in truth.items():
            now = (self.stir.off(key[0]) or state, place)
            is_first = key not in words and self.stir.is_concluded(key[0])
            if not is_first and not knows(words.get(key), now):
                self.hushed[fan][key] = now

    def _take_gone_for_told(self, fan: str, event: str) -> None:
        off = self.stir.off(event)
        for key, word in self._gone(fan).items():
            if key[0] == event and not is_right(word, off):
                self.hushed[fan][key] = (off or ON, word[1])


def knows(word: Word | None, now: Word) -> bool:
    """Say whether somebody who heard this, or nothing, need not hear what is true now."""
    if word is None:
        return now[0] != ON
    if now[0] == ON:
        return word == now
    return word[0] != ON if now[0] == CANCELLED else word[0] == now[0]


def is_right(word: Word, off: str | None) -> bool:
    """Say whether what somebody heard of a set that is gone agrees with its event."""
    return word[0] == off if off else word[0] not in OFF
