"""What an organizer types about one set, and what it comes to."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.shortcuts import resolve_url
from django.utils.dateformat import format as write

from bands.forms import NO_NUL
from bands.models import Band
from events import times, typed_slots
from events.booking import Wish
from events.models import Event, Performance, Venue
from events.naming import Meant, NoDetail, NotAName, Undecided, decided, meant
from events.played import played
from events.times import Slot
from events.typed_slots import NotASlot, Texts
from settimes.forms import Form

HOW_TIMES = "20:15, 20h15 or 8:15 pm."
FIELDS = ["band", "venue", "day", "start", "end", "note"]


def new_form_key() -> str:
    return secrets.token_hex(16)


def submission(form: forms.BaseForm, *more: str) -> str:
    """Return the key of one submission: sent twice it is one act, with other words it is another.

    So a page that a browser kept, changed and sent again is never taken for a mere repetition.
    """
    typed = {name: form.data.get(name, "") for name in form.fields}
    if not typed["form_key"]:
        return ""
    return hashlib.sha256(repr((more, typed)).encode(errors="replace")).hexdigest()


def text(limit: int, **options: Any) -> forms.CharField:
    options.setdefault("required", False)
    messages = {**NO_NUL, "required": "Type a name."}
    return forms.CharField(max_length=limit, error_messages=messages, **options)


def texts(performance: Performance) -> dict[str, object]:
    """Write a set the way it stands in the fields."""
    slot = Slot(performance.start, performance.end)
    shown = Texts.of(slot, hours=performance.event.organization.clock)
    return {
        "band": performance.band.name,
        "venue": performance.venue.name if performance.venue else "",
        "day": performance.day.isoformat(),
        "start": shown.start,
        "length": shown.length,
        "end": shown.end,
        "note": performance.note,
        "version": performance.version,
    }


def answer() -> forms.CharField:
    """What was answered to “which one is it?”, and what tells a new one apart."""
    return text(100)


class SetForm(Form):
    """A set in fields; of `performance` where it is one that is there, as its editor saw it."""

    band = text(200, required=True)
    band_is = answer()
    band_detail = answer()
    venue = text(200, help_text="Empty while it is not known.")
    venue_is = answer()
    venue_detail = answer()
    day = forms.ChoiceField(
        error_messages={"invalid_choice": "This is not a day of the event.", "required": "Which?"}
    )
    start = text(40, label="Starts")
    length = text(40, label="Minutes")
    end = text(40, label="Ends")
    note = text(500, help_text="Fans see it.")
    version = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )
    form_key = text(64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, event: Event, performance: Performance | None = None, **kwargs: Any
    ) -> None:
        self.event, self.performance = event, performance
        self.meant: dict[str, Meant[Band] | Meant[Venue]] = {}
        self.chosen: dict[str, Band | Venue | str | None] = {}
        self.slot = Slot()
        kwargs.setdefault("initial", texts(performance) if performance else {})
        kwargs["initial"].setdefault("form_key", new_form_key())
        kwargs["initial"].setdefault("day", event.first_day.isoformat())
        super().__init__(*args, **kwargs)
        self.fields["band"].widget.attrs |= {
            "autocomplete": "off",
            "list": "band-names",
            "hx-get": resolve_url("events:band_names", event.slug),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": "#band-names",
            "hx-swap": "innerHTML",
            "hx-include": "this",
        }
        self.fields["venue"].widget.attrs |= {"autocomplete": "off", "list": "venue-names"}
        days = times.days(event)
        self.fields["day"].choices = [(day.isoformat(), write(day, "l j F")) for day in days]  # type: ignore[attr-defined]
        self.fields["day"].required = event.is_multi_day

    def clean(self) -> None:
        self._read_name("band", Band.objects.filter(organization=self.event.organization_id))
        self._read_name("venue", Venue.objects.filter(organization=self.event.organization_id))
        self._read_slot()

    def _read_name(self, name: str, rows: Iterable[Any]) -> None:
        typed = self.cleaned_data.get(name)
        if typed is None:
            return
        was = getattr(self.performance, name, None)
        if typed == (was.name if was else "") and not self.cleaned_data.get(f"{name}_is"):
            self.chosen[name] = was
            return
        if not typed:
            self.chosen[name] = None
            return
        try:
            found: Meant[Any] = meant(typed, rows)
            self.meant[name] = found
            self.chosen[name] = decided(
                found,
                self.cleaned_data.get(f"{name}_is", ""),
                self.cleaned_data.get(f"{name}_detail", ""),
                was_shown=False,
            )
        except NoDetail as error:
            self.add_error(f"{name}_detail", str(error))
        except (NotAName, Undecided) as error:
            self.add_error(name, str(error))

    def _read_slot(self) -> None:
        typed = [self.cleaned_data.get(name) for name in ("start", "length", "end")]
        texts = Texts(*(one or "" for one in typed))
        was = self.performance
        shown = Slot(was.start, was.end) if was else Slot()
        shown_texts = Texts.of(shown, hours=self.event.organization.clock)
        if None in typed:
            return
        if was and texts == shown_texts:
            self.slot = shown
            return
        try:
            self.slot = typed_slots.read_slot(texts, turn=self.event.day_turn, shown=shown_texts)
        except NotASlot as error:
            self.add_error(error.field, str(error))

    @property
    def played(self) -> dict[int, str]:
        bands = [row for row in self.meant["band"].candidates if isinstance(row, Band)]
        return played(bands, now=self.event)

    @property
    def festival_day(self) -> date:
        typed = self.cleaned_data.get("day")
        return date.fromisoformat(typed) if typed else self.event.first_day

    @property
    def wish(self) -> Wish:
        band, venue = self.chosen["band"], self.chosen["venue"]
        if not isinstance(band, Band | str) or isinstance(venue, Band):
            raise TypeError("A set is of a band, at a venue.")
        return Wish(band, self.festival_day, venue, self.slot, self.cleaned_data["note"])

    @property
    def typed_anew(self) -> dict[str, object]:
        """Return the fields that differ from the set as seen, as `lineup.edit` takes them."""
        was, wish = self.performance, self.wish
        now = {
            "band": wish.band,
            "venue": wish.venue,
            "day": wish.day,
            "start": wish.slot.start,
            "end": wish.slot.end,
            "note": wish.note,
        }
        return {name: now[name] for name in FIELDS if now[name] != getattr(was, name)}
