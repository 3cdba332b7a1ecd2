"""What is typed about an event, at the desk and on its own page, and which verb saves it."""

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.models import User
from bands.forms import NO_NUL, LinksField, SlugField, links_text
from events import editions, typed_doors
from events.ledger import Kind
from events.models import Change, Event
from events.models.events import RESERVED_SLUGS
from events.times import NOON_HOUR, clock_text
from events.typed_times import NotATime, clock_minute
from events.verb_forms import NamedForm

LATEST_TURN = NOON_HOUR * 60
MOST_CHANGEOVER = 240


class EventForm(NamedForm):
    noun = "event"
    reserved = RESERVED_SLUGS
    slug = SlugField()
    last_day = forms.DateField(required=False, help_text="Empty where it is one day.")
    day_turn = forms.CharField(
        max_length=20,
        initial="06:00",
        label="Days begin at",
        help_text="A set before this hour belongs to the night before.",
        error_messages=NO_NUL,
    )
    doors = forms.CharField(
        max_length=1000,
        required=False,
        help_text="19:00, or for several days 1: 19:00, 2: 18:30.",
        error_messages=NO_NUL,
    )
    min_changeover = forms.IntegerField(
        min_value=0,
        max_value=MOST_CHANGEOVER,
        initial=10,
        label="Minimum changeover",
        help_text="Minutes between two sets.",
    )
    links = LinksField()

    class Meta:
        model = Event
        fields = [
            *("organization", "name", "slug", "first_day", "last_day", "timezone", "day_turn"),
            *("doors", "reveal_mode", "called_off", "called_off_reason", "min_changeover"),
            *("city", "ticket_url", "links", "description"),
        ]
        labels = {
            "timezone": "Time zone",
            "ticket_url": "Ticket link",
            "called_off_reason": "Reason",
        }

    @staticmethod
    def texts(row: Event) -> dict[str, object]:
        days = (row.last_day - row.first_day).days + 1
        return {
            "day_turn": clock_text(row.day_turn),
            "doors": typed_doors.text(row.doors, days=days),
            "links": links_text(row.links),
        }

    @staticmethod
    def mark(row: Event) -> str:
        """Name the event's own newest change; its sets have marks of their own."""
        newest = Change.objects.filter(kind=Kind.EVENT, target_id=row.pk).order_by("-pk")
        return str(newest.values_list("pk", flat=True).first() or 0)

    def clean_day_turn(self) -> int:
        try:
            minute = clock_minute(self.cleaned_data["day_turn"])
        except NotATime as error:
            raise forms.ValidationError(str(error)) from error
        if minute is None or minute > LATEST_TURN:
            raise forms.ValidationError("A festival day begins between 00:00 and 12:00.")
        return minute

    def clean(self) -> None:
        typed = self.cleaned_data
        if "last_day" in typed:
            typed["last_day"] = typed["last_day"] or typed.get("first_day")
        if {"first_day", "last_day", "day_turn", "doors"} <= set(typed):
            days = max((typed["last_day"] - typed["first_day"]).days, 0) + 1
            try:
                typed["doors"] = typed_doors.read(typed["doors"], days=days, turn=typed["day_turn"])
            except NotATime as error:
                self.add_error("doors", str(error))
        super().clean()


def create(event: Event, typed: Mapping[str, Any], *, by: User) -> None:
    for name, value in typed.items():
        if name != "seen":
            setattr(event, name, value)
    editions.create(event, by=by)


def save(event: Event, typed: Mapping[str, Any], *, by: User) -> None:
    """Call the verb of each thing that is typed otherwise than it is."""
    if (typed["first_day"], typed["last_day"]) != (event.first_day, event.last_day):
        editions.change_dates(event, typed["first_day"], typed["last_day"], by=by)
    facts = {name: typed[name] for name in editions.FACTS if typed[name] != getattr(event, name)}
    if typed["day_turn"] != event.day_turn:
        if "doors" in facts:  # the old ones need not fit the new turn
            editions.edit_facts(event, by=by, doors={})
        editions.change_day_turn(event, typed["day_turn"], by=by)
    if typed["timezone"] != event.timezone:
        editions.change_zone(event, typed["timezone"], by=by)
    if typed["reveal_mode"] != event.reveal_mode:
        editions.set_reveal_mode(event, on=typed["reveal_mode"], by=by)
    if facts:
        editions.edit_facts(event, by=by, **facts)
    how = Event.CalledOff(typed["called_off"])
    reason = typed["called_off_reason"] if how != Event.CalledOff.NO else ""
    if (how, reason) != (event.called_off, event.called_off_reason):
        editions.call_off(event, how, by=by, reason=reason)
