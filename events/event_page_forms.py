"""What organizers type about a whole event: a new one, its facts, its next edition, its end."""

from datetime import date
from typing import Any

from django import forms

from bands.forms import NO_NUL, SlugField
from bands.names import LONGEST_NAME, LONGEST_SLUG, problem, slug_for
from events.event_form import EventForm
from events.models import Event
from events.models.events import RESERVED_SLUGS
from events.set_form import new_form_key
from settimes.forms import Form

A_DAY = "Type a day, like 2026-10-24."
BANDS, SLOTS = "bands", "slots"


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        messages = {"invalid": A_DAY, "required": A_DAY}
        super().__init__(widget=day, error_messages=messages, **options)


def key_field() -> forms.CharField:
    return forms.CharField(
        max_length=64, required=False, widget=forms.HiddenInput, error_messages=NO_NUL
    )


class EventPage(EventForm):
    """An event's facts on its own page. Its state is changed on others."""

    first_day = DayField()
    last_day = DayField(required=False, help_text="Empty where it is one day.")
    form_key = key_field()

    class Meta(EventForm.Meta):
        fields = [
            *("name", "first_day", "last_day", "doors", "city", "ticket_url"),
            *("links", "description", "slug", "timezone", "day_turn", "min_changeover"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = new_form_key()
        self.fields["name"].error_messages["required"] = "Give it a name."
        self.fields["timezone"].help_text = "Like America/Toronto or Europe/Berlin."
        self.order_fields([*self.Meta.fields, "seen", "form_key"])

    @staticmethod
    def texts(row: Event) -> dict[str, object]:
        """Leave the last day of a single one empty: whoever moves it then types one day."""
        last_day = row.last_day if row.is_multi_day else None
        return {**EventForm.texts(row), "last_day": last_day}

    @property
    def typed(self) -> dict[str, Any]:
        """Return what was typed, without what only carries the form."""
        carried = {"seen", "form_key"}
        return {name: value for name, value in self.cleaned_data.items() if name not in carried}


class NewEventPage(EventPage):
    """A new event: a name and a day; all else has a default, and can wait."""

    links = None  # type: ignore[assignment]
    min_changeover = None  # type: ignore[assignment]
    # Of a form as short as this one, what hardly anybody changes is folded away.
    FOLDED = ("slug", "timezone", "day_turn", "city")

    class Meta(EventPage.Meta):
        fields = ["name", "first_day", "last_day", "doors", "slug", "timezone", "day_turn", "city"]


class CloneForm(Form):
    """The next edition; what is proposed stands in the fields already."""

    name = forms.CharField(
        max_length=LONGEST_NAME, error_messages={**NO_NUL, "required": "Give it a name."}
    )
    first_day = DayField()
    what = forms.ChoiceField(
        choices=[(SLOTS, "Venues and slots"), (BANDS, "With bands")],
        widget=forms.RadioSelect,
        initial=SLOTS,
        error_messages={"invalid_choice": "Choose one of the two.", "required": "Choose one."},
    )
    slug = SlugField()
    form_key = key_field()

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["form_key"].initial = new_form_key()

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if why := problem(name):
            raise forms.ValidationError(why)
        return name

    def clean(self) -> None:
        typed = self.cleaned_data
        if "name" not in typed or "slug" not in typed:
            return
        known = Event.objects.filter(organization=self.event.organization_id)
        taken = set(known.values_list("slug", flat=True)) | RESERVED_SLUGS
        free = slug_for(typed["slug"] or typed["name"], taken, otherwise="event")
        if typed["slug"] and typed["slug"] != free:
            self.add_error("slug", f"Another event has this address. {free} is free.")
        typed["slug"] = free

    @property
    def with_bands(self) -> bool:
        return str(self.cleaned_data["what"]) == BANDS


class CallOffForm(Form):
    """Cancelling or postponing a whole event, or taking that back."""

    HOW = CANCEL, POSTPONE, GO_AHEAD = "cancel", "postpone", "go_ahead"
    how = forms.ChoiceField(
        choices=[("cancel", "Cancel"), ("postpone", "Postpone"), ("go_ahead", "Goes ahead")],
        error_messages={"invalid_choice": "Choose one.", "required": "Choose one."},
    )
    reason = forms.CharField(
        max_length=500,
        required=False,
        help_text="Fans read it on the event’s page, and who follows a band there in a mail.",
        error_messages=NO_NUL,
    )
    to = DayField(
        required=False,
        label="New first day",
        help_text="Empty where it is still to be announced. Every set moves along.",
    )

    def __init__(self, *args: Any, today: date, stays: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if stays is not None:
            self.fields[
                "to"
            ].help_text = (
                f"Empty where it stays {stays:%-d %B %Y}. With another, every set moves along."
            )

    def clean_to(self) -> date | None:
        day: date | None = self.cleaned_data["to"]
        if day and day < self.today:
            raise forms.ValidationError("That day is over.")
        return day

    @property
    def new_day(self) -> date | None:
        return self.cleaned_data["to"]  # type: ignore[no-any-return]


class DeleteForm(Form):
    """Deleting asks for the event's name, so that it is never the wrong one."""

    name = forms.CharField(
        max_length=LONGEST_NAME + LONGEST_SLUG,
        label="Type its name",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={**NO_NUL, "required": "Type its name, so that it is never another one."},
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event

    def clean_name(self) -> str:
        typed = " ".join(str(self.cleaned_data["name"]).split())
        if typed != " ".join(self.event.name.split()):
            raise forms.ValidationError(f"Its name is {self.event}. Type it just like that.")
        return typed
