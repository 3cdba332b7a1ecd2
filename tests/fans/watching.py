"""Whoever reads every mail as it comes, and knows what is true: two notions that must be one."""

from collections import defaultdict

from hypothesis import note

from events import uncollected
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
        # What was hushed up of sets of which a fan never heard, by the fan.
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
            assert self.hushed[fan].get((line.event, line.band)) != (state, place), line
            self._of_another_band(fan, line)
        self.readers[fan].read(line)

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
                if word is None:
                    is_hushed = self.hushed[fan].get((event, band)) == (now, place)
                    assert now != "on" or is_hushed or self.stir.is_concluded(event), about
                elif now == "on":
                    assert word == ("on", place), about
                elif now == "cancelled":
                    assert word[0] != "on", about
                else:
                    assert word[0] == now, about

        for fan in self.stir.reached():
            for (event, band), word in self._gone(fan).items():
                off = self.stir.off(event)
                about = f"{fan} knows {band} at {event}, which is gone: {word}, and it is {off}"
                is_right = word[0] == off if off else word[0] not in OFF
                assert is_right or self.stir.is_held(event), about

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

    def _others(self, key: Key) -> list[Key]:
        """Return the bands that once played this set."""
        row = self.stir.row(*key)
        return [(key[0], band) for band in self.stir.bands_of[row.pk] if band != key[1]]

    def _of_another_band(self, fan: str, line: Line) -> None:
        """Who reads that another band plays a set does not expect the former one any more."""
        assert line.band
        for key in self._others((line.event, line.band)):
            self.readers[fan].words.pop(key, None)
            self.hushed[fan].pop(key, None)

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
        before = {key: words.get(key) for key in truth}
        for key, (state, place) in truth.items():
            off, was = self.stir.off(key[0]), before[key]
            if not off and state == ON:
                known = [words.pop(each) for each in self._others(key) if each in words]
                for each in self._others(key):
                    self.hushed[fan].pop(each, None)
                if was or known:
                    words[key] = (ON, place)
                else:
                    self.hushed[fan][key] = (ON, place)
            elif was and off:
                words[key] = (off, was[1])
            elif was and (was[0] == ON or self._goes_on(truth, before)):
                words[key] = (CANCELLED, place)

    def _take_gone_for_told(self, fan: str, event: str) -> None:
        off, words = self.stir.off(event), self.readers[fan].words
        for key, (state, place) in self._gone(fan).items():
            if key[0] == event and (off or state in OFF):
                words[key] = (off or ON, place)

    def _goes_on(self, truth: dict[Key, Word], before: dict[Key, Word | None]) -> bool:
        """Say whether the event is on again, of which they heard that it is off."""
        return any(
            state == ON and (was := before[key]) and was[0] in OFF
            for key, (state, _) in truth.items()
        )
