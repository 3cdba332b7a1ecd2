"""What strangers are told of a change, in words, from how things looked before and after."""

from collections.abc import Iterator
from datetime import date

from django.utils.dateformat import format as write

from events import times
from events.models import Event
from events.public_changes import EventFace, SetFace

CALLED_OFF = {"cancelled": "Cancelled", "postponed": "Postponed"}
# Facts of an event that are not worth their own words.
DETAILS = ("timezone", "ticket_url", "links", "doors", "description")


class Words:
    def __init__(self, hours: int) -> None:
        self.hours = hours

    def event_title(self, event: Event) -> str:
        off = CALLED_OFF.get(event.called_off)
        return f"{off}: {event.name}" if off else event.name

    def event_facts(self, event: Event) -> list[str]:
        off = f"{CALLED_OFF[event.called_off]}." if event.called_off in CALLED_OFF else ""
        lines = [off, event.called_off_reason, span(event.first_day, event.last_day), event.city]
        return [line for line in lines if line]

    def of_event(self, before: EventFace | None, after: EventFace) -> list[str]:
        if before is None:
            return [f"Published: {after.name}"]
        return list(self._event_lines(before, after))

    def _event_lines(self, before: EventFace, after: EventFace) -> Iterator[str]:
        if before.name != after.name:
            yield f"{before.name} is now called {after.name}"
        called_off = (before.called_off, before.called_off_reason)
        if called_off != (after.called_off, after.called_off_reason):
            yield self._goes_ahead(after)
        if (before.first_day, before.last_day) != (after.first_day, after.last_day):
            was = span(before.first_day, before.last_day)
            yield f"New date: {was} → {span(after.first_day, after.last_day)}"
        if before.city != after.city:
            yield f"Now in {after.city}" if after.city else "The city is to be announced"
        if any(getattr(before, name) != getattr(after, name) for name in DETAILS):
            yield f"New details of {after.name}"

    def _goes_ahead(self, face: EventFace) -> str:
        if face.called_off not in CALLED_OFF:
            return f"Goes ahead after all: {face.name}"
        why = f" – {face.called_off_reason}" if face.called_off_reason else ""
        return f"{CALLED_OFF[face.called_off]}: {face.name}{why}"

    def with_sets(self, number: int) -> str:
        return "With 1 set" if number == 1 else f"With {number} sets"

    def of_set(self, before: SetFace | None, after: SetFace) -> str:
        """Tell the most important thing that changed; nothing where only the event did."""
        if before is None:
            return self._with_reason(f"New: {self._whole(after)}", after)
        if (before.band, before.cancelled) != (after.band, after.cancelled):
            return self._who(before, after)
        if self._place(before) != self._place(after):
            return f"Moved: {after.band}, {self._place(before)} → {self._place(after)}"
        if before.end != after.end:
            until = "open end" if after.end is None else f"until {self._clock(after.end)}"
            return f"New end: {self._whole(after)}, {until}"
        if (before.note, before.cancel_reason) != (after.note, after.cancel_reason):
            told = after.cancel_reason if after.cancelled else after.note
            return f"{after.band}: {told or 'the note is gone'}"
        return ""

    def _who(self, before: SetFace, after: SetFace) -> str:
        if before.band != after.band:
            return f"{before.band} → {after.band}: {self._place(after)}"
        if after.cancelled:
            return self._with_reason(f"Cancelled: {self._whole(after)}", after)
        return f"Back on: {self._whole(after)}"

    def _with_reason(self, line: str, face: SetFace) -> str:
        return f"{line} – {face.cancel_reason}" if face.cancel_reason else line

    def _whole(self, face: SetFace) -> str:
        return f"{face.band}, {self._place(face)}"

    def _place(self, face: SetFace) -> str:
        start = "time TBA" if face.start is None else self._clock(face.start)
        return f"{write(face.day, 'l j F')}, {start}, {face.venue or 'venue TBA'}"

    def _clock(self, minute: int) -> str:
        return times.clock_text(minute, hours=self.hours)


def span(first: date, last: date) -> str:
    """Write one day, or the first and the last of several."""
    if first == last:
        return write(first, "l j F Y")
    return f"{write(first, 'l j F Y')} – {write(last, 'l j F Y')}"
