"""What an organizer types about one set, and what it comes to."""

import secrets
from typing import Any

from django import forms

from events import typed_times
from events.models import Event, Performance
from events.times import Slot, clock_text
from settimes.forms import Form

HOW_TIMES = "20:15, 20h15 or 8:15 pm."


def new_form_key() -> str:
    """Return what makes a form sent twice one act."""
    return secrets.token_hex(16)


class PerformanceForm(Form):
    start = forms.CharField(max_length=40, required=False, label="Starts")
    end = forms.CharField(max_length=40, required=False, label="Ends")
    note = forms.CharField(max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    form_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, event: Event, performance: Performance, **kwargs: Any) -> None:
        self.event, self.performance = event, performance
        hours = event.organization.clock
        kwargs.setdefault("auto_id", f"{performance.public_id}-%s")
        kwargs["initial"] = {
            "start": _clock(performance.start, hours),
            "end": _clock(performance.end, hours),
            "note": performance.note,
            "version": performance.version,
            "form_key": new_form_key(),
        }
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start is None or end is None:
            return
        try:
            self.cleaned_data["slot"] = typed_times.slot(start, end, turn=self.event.day_turn)
        except typed_times.NotATime as error:
            self.add_error("start", str(error))

    @property
    def fields_typed(self) -> dict[str, object]:
        """Return the set's fields as `lineup.edit` takes them."""
        slot: Slot = self.cleaned_data["slot"]
        return {"start": slot.start, "end": slot.end, "note": self.cleaned_data["note"]}


def _clock(minute: int | None, hours: int) -> str:
    return "" if minute is None else clock_text(minute, hours=hours)
