"""What a person asks to be done to many sets, and the deed it comes to."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.dateformat import format as write

from events import deeds, times, typed_times
from events.deeds import Deed
from events.models import Event, Venue
from events.selecting import TBA, Selectors
from events.set_form import HOW_TIMES
from settimes.forms import Form

VERBS = {
    "venue": "Move to a venue",
    "shift": "Move by minutes",
    "time": "Set the time",
    "length": "Set the length",
    "day": "Move to a day",
    "swap": "Swap two sets",
    "announce": "Announce",
    "unannounce": "Take announcements back",
    "cancel": "Cancel",
    "restore": "Restore",
    "remove": "Remove",
    "copy": "Copy to another event",
}
# What has to be said besides the verb.
VALUES = {
    "venue": ("to_venue",),
    "shift": ("minutes", "way"),
    "time": ("start", "end"),
    "length": ("length",),
    "day": ("day",),
    "cancel": ("reason",),
    "copy": ("into",),
}
PLAIN: dict[str, Deed] = {
    "swap": deeds.swapped,
    "announce": deeds.announced,
    "unannounce": deeds.unannounced,
    "remove": deeds.removed,
    "copy": deeds.copied,
}
A_FORM_KEY = re.compile(r"[0-9a-f]{32}")


class SelectForm(Form):
    """Selectors for those who would rather not tick one by one."""

    everything = forms.BooleanField(required=False, label="Every set shown in the lineup")
    between = forms.BooleanField(
        required=False, label="Every set between the first and the last ticked"
    )
    at_venue = forms.ChoiceField(required=False, label="All at")
    on_day = forms.ChoiceField(required=False, label="All on")
    earliest = forms.CharField(max_length=40, required=False, label="Starting from")
    latest = forms.CharField(max_length=40, required=False, label="Starting until")

    def __init__(self, *args: Any, event: Event, venues: list[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        _offer(self.fields["at_venue"], [("", "Any venue"), *_venue_choices(venues)])
        _offer(self.fields["on_day"], [("", "Any day"), *_day_choices(event)])
        if not event.is_multi_day:
            del self.fields["on_day"]

    def _minute(self, name: str) -> int | None:
        try:
            clock = typed_times.clock_minute(self.cleaned_data[name])
        except typed_times.NotATime as error:
            raise forms.ValidationError(str(error)) from error
        return None if clock is None else times.place(clock, self.event.day_turn)

    def clean_earliest(self) -> int | None:
        return self._minute("earliest")

    def clean_latest(self) -> int | None:
        return self._minute("latest")

    @property
    def selectors(self) -> Selectors:
        found = self.cleaned_data
        return Selectors(
            everything=found["everything"],
            between=found["between"],
            venue=found["at_venue"],
            day=date.fromisoformat(found["on_day"]) if found.get("on_day") else None,
            earliest=found["earliest"],
            latest=found["latest"],
        )


class BulkForm(Form):
    # Another verb may be chosen while the fields of this one are still empty.
    use_required_attribute = False
    verb = forms.ChoiceField(label="What to do")
    to_venue = forms.ChoiceField(
        label="Venue", error_messages={"required": "Choose a venue, or “to be announced”."}
    )
    minutes = forms.IntegerField(
        min_value=-times.DAY,
        max_value=times.DAY,
        error_messages={
            "required": "Type how many minutes.",
            "invalid": "Type a number of minutes, like 15.",
        },
    )
    way = forms.ChoiceField(choices=[("later", "later"), ("earlier", "earlier")], label="Which way")
    start = forms.CharField(
        max_length=40, required=False, label="Starts", help_text=f"{HOW_TIMES} Empty for TBA."
    )
    end = forms.CharField(
        max_length=40, required=False, label="Ends", help_text="Empty: each set keeps its length."
    )
    length = forms.IntegerField(
        label="Length in minutes",
        min_value=1,
        max_value=times.LONGEST_SET,
        error_messages={
            "required": "Type how many minutes.",
            "invalid": "Type a number of minutes, like 45.",
        },
    )
    day = forms.ChoiceField(error_messages={"required": "Choose a day."})
    into = forms.ChoiceField(label="Event", error_messages={"required": "Choose an event."})
    reason = forms.CharField(
        max_length=200, required=False, label="Reason", help_text="Fans read it."
    )

    def __init__(
        self,
        *args: Any,
        event: Event,
        verb: str,
        venues: list[Venue],
        others: Callable[[], list[Event]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.venues = event, {venue.slug: venue for venue in venues}
        _offer(self.fields["verb"], verbs_for(event).items())
        wanted = VALUES.get(verb, ())
        self.others = {other.slug: other for other in others()} if "into" in wanted else {}
        active = [venue for venue in venues if venue.active]
        venue_choices = [("", "Choose…"), *_venue_choices(active)]
        _offer(self.fields["to_venue"], venue_choices)
        _offer(self.fields["day"], [("", "Choose…"), *_day_choices(event)])
        _offer(
            self.fields["into"],
            [("", "Choose…"), *((slug, other.name) for slug, other in self.others.items())],
        )
        for name in set(self.fields) - {"verb", *wanted}:
            del self.fields[name]

    def clean_minutes(self) -> int:
        minutes = int(self.cleaned_data["minutes"])
        if minutes == 0:
            raise forms.ValidationError("Type how many minutes, 0 moves nothing.")
        return minutes

    def clean(self) -> None:
        if "start" not in self.cleaned_data or "end" not in self.cleaned_data:
            return
        start, end, turn = self.cleaned_data["start"], self.cleaned_data["end"], self.event.day_turn
        try:
            if typed_times.read(end) is not None:
                slot = typed_times.slot(start, end, turn=turn)
                self.cleaned_data["deed"] = deeds.moved(slot=slot)
            else:
                clock = typed_times.clock_minute(start)
                self.cleaned_data["deed"] = (
                    deeds.without_time
                    if clock is None
                    else deeds.started_at(times.place(clock, turn))
                )
        except typed_times.NotATime as error:
            self.add_error("start", str(error))

    def deed(self, despite: frozenset[str] | None) -> Deed:
        """Return what is to be done; sets in `despite` may have to share a slot with a restored."""
        said = self.cleaned_data
        makers: dict[str, Callable[[], Deed]] = {
            "venue": self._to_venue,
            "shift": lambda: deeds.shifted(
                -said["minutes"] if said["way"] == "earlier" else said["minutes"]
            ),
            "time": lambda: said["deed"],
            "length": lambda: deeds.lasting(said["length"]),
            "day": lambda: deeds.moved(day=date.fromisoformat(said["day"])),
            "cancel": lambda: deeds.cancelled(said["reason"]),
            "restore": lambda: deeds.restored(despite=despite),
        }
        verb = said["verb"]
        return makers[verb]() if verb in makers else PLAIN[verb]

    def _to_venue(self) -> Deed:
        slug = self.cleaned_data["to_venue"]
        return deeds.without_venue if slug == TBA else deeds.moved(venue=self.venues[slug])

    @property
    def target(self) -> Event | None:
        """Return the event that the sets are copied to."""
        return self.others.get(self.cleaned_data.get("into", ""))


def verbs_for(event: Event) -> dict[str, str]:
    return {verb: label for verb, label in VERBS.items() if verb != "day" or event.is_multi_day}


def is_complete(verb: str, data: Any) -> bool:
    """Say whether a verb came with all that it needs; else it is asked for."""
    return verb in VERBS and all(name in data for name in VALUES.get(verb, ()))


def _offer(field: forms.Field, choices: Any) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
        field.error_messages["invalid_choice"] = "That is not offered any more. Choose another."


def _venue_choices(venues: list[Venue]) -> list[tuple[str, str]]:
    return [*((venue.slug, venue.name) for venue in venues), (TBA, "To be announced")]


def _day_choices(event: Event) -> list[tuple[str, str]]:
    return [(day.isoformat(), write(day, "l j F")) for day in times.days(event)]
