"""What staff type about a set: names from the library, a day, and times as people write them."""

import re
import secrets
from datetime import date
from typing import Any

from django import forms

from bands.forms import NO_NUL
from events import times, typed_times
from events.models import Event, Performance
from events.times import Slot, clock_text
from events.verb_forms import VerbForm

A_NUMBER = re.compile(r"[0-9]{1,2}")
AN_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def typed_time(label: str) -> forms.CharField:
    return forms.CharField(
        max_length=40,
        required=False,
        label=label,
        help_text="20:15, 20h15 or 8:15 pm. Empty while it is not known.",
        error_messages=NO_NUL,
    )


class PerformanceForm(VerbForm):
    day = forms.CharField(
        max_length=40,
        required=False,
        help_text="2026-10-10, or 1 for the event's first day. Empty for an event of one day. A "
        "set after midnight belongs to the night before.",
        error_messages=NO_NUL,
    )
    start = typed_time("Start")
    end = typed_time("End")
    # A form sent twice adds one set.
    form_key = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput, error_messages=NO_NUL
    )

    class Meta:
        model = Performance
        fields = ["event", "band", "venue", "day", "start", "end", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form_key", secrets.token_hex(16))

    @staticmethod
    def texts(row: Performance) -> dict[str, object]:
        return {
            "day": row.day.isoformat(),
            "start": "" if row.start is None else clock_text(row.start),
            "end": "" if row.end is None else clock_text(row.end),
        }

    @staticmethod
    def mark(row: Performance) -> str:
        return str(row.version)

    def clean(self) -> None:
        event = self.instance.event if self.instance.pk else self.cleaned_data.get("event")
        if event:
            self._read_day(event)
            self._read_times(event)
        super().clean()

    def _read_day(self, event: Event) -> None:
        typed = self.cleaned_data.get("day")
        if typed is None:
            return
        day = day_of(typed, event)
        if day is None:
            self.add_error("day", f"Type a day of {event}, like {event.first_day} or 1.")
        self.cleaned_data["day"] = day

    def _read_times(self, event: Event) -> None:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        wrong = False
        for name, text in (("start", start), ("end", end)):
            try:
                typed_times.read(text or "")
            except typed_times.NotATime as error:
                self.add_error(name, str(error))
                wrong = True
        if wrong or start is None or end is None:
            return
        if self.instance.pk and not {"start", "end"} & set(self.changed_data):
            self.cleaned_data["slot"] = Slot(self.instance.start, self.instance.end)
            return
        try:
            self.cleaned_data["slot"] = typed_times.slot(start, end, turn=event.day_turn)
        except typed_times.NotATime as error:
            about_start = str(error) == typed_times.which_half(start)
            self.add_error("start" if about_start else "end", str(error))


def day_of(typed: str, event: Event) -> date | None:
    """Read a day as typed: a date, a day's number, or nothing where there is but one."""
    days = times.days(event)
    if not typed:
        return days[0] if len(days) == 1 else None
    if A_NUMBER.fullmatch(typed):
        return days[int(typed) - 1] if 1 <= int(typed) <= len(days) else None
    if not AN_ISO_DAY.fullmatch(typed):
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
