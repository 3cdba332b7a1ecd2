"""What is typed about an organization."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.http import QueryDict

from accounts import colours, house, zones
from accounts.models import Organization
from accounts.models.people import a_colour
from settimes.forms import Form
from settimes.outbox.addresses import BadAddress, checked
from settimes.text import CONTROL, UNKEPT

NO_NUL = {"null_characters_not_allowed": UNKEPT}
WHOLE_ADDRESS = "Type a whole e-mail address, like crew@example.org, or leave it empty."
FROM_LIST = dict.fromkeys(("required", "invalid_choice"), "Choose one of the list.")
GROUPS = {
    "Who you are": ["name"],
    "Mail": ["sender_name", "reply_to", "postal_address"],
    "Time": ["timezone", "clock", "day_turn"],
    "Signing in": ["editors_prove"],
}
COLOURS = {"colour_light": "On light screens", "colour_dark": "On dark screens"}


class ColourInput(forms.TextInput):
    input_type = "color"


class ColourField(forms.CharField):
    """A colour that words can be read on; the yellow of the house is kept as nothing."""

    widget = ColourInput

    def clean(self, value: object) -> str:
        typed = str(super().clean(value)).strip().lower()
        if typed in EMPTY_VALUES or typed == colours.SUN:
            return ""
        a_colour(typed)
        if not colours.passes(typed):
            poor = next(one for one in colours.readings(typed) if not one.enough)
            raise ValidationError(
                f"{poor.what} on {typed} reach {poor.said}:1 and need {colours.ENOUGH}:1. "
                f"The nearest that does is {colours.nearest(typed)}."
            )
        return typed


class HouseForm(Form):
    seen = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput, error_messages=NO_NUL
    )
    name = forms.CharField(
        max_length=100, error_messages={**NO_NUL, "required": "Type what your crew is called."}
    )
    sender_name = forms.CharField(
        max_length=100,
        required=False,
        help_text="The name that mails come from; left empty, the name above.",
        error_messages=NO_NUL,
    )
    reply_to = forms.EmailField(
        max_length=254,
        required=False,
        help_text="Who answers a mail writes to this address.",
        error_messages={**NO_NUL, "invalid": WHOLE_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    postal_address = forms.CharField(
        max_length=500,
        required=False,
        help_text="Stands below every mail, as the law asks. Without one no mail leaves.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=NO_NUL,
    )
    timezone = forms.ChoiceField(
        error_messages=FROM_LIST,
        help_text="What new events begin with, and the security log is told in. "
        "Events that are there already keep theirs.",
    )
    clock = forms.TypedChoiceField(
        choices=Organization.Clock.choices, coerce=int, error_messages=FROM_LIST
    )
    day_turn = forms.TypedChoiceField(
        error_messages=FROM_LIST,
        coerce=int,
        help_text="A set before this hour belongs to the night before. New events begin with it; "
        "those that are there already keep theirs.",
    )
    editors_prove = forms.TypedChoiceField(
        choices=[("False", "Optional"), ("True", "Required")],
        coerce=lambda value: value == "True",
        required=False,
        error_messages=FROM_LIST,
        help_text="Admins need one in any case. Editors who have none get some days to add it.",
    )
    colour_light = ColourField(required=False, max_length=7, error_messages=NO_NUL)
    colour_dark = ColourField(required=False, max_length=7, error_messages=NO_NUL)

    def __init__(self, data: QueryDict | None, *, organization: Organization) -> None:
        there = house.values_of(organization) | {"seen": house.mark(organization)}
        there |= {name: there[name] or colours.SUN for name in COLOURS}
        super().__init__(data, initial=there)
        self.organization = organization
        for name, label in {**house.LABELS, **COLOURS}.items():
            self.fields[name].label = label
        self._choice("timezone").choices = zones.choices(organization.timezone)
        self._choice("day_turn").choices = turns(organization)

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy
        return field

    def clean_editors_prove(self) -> bool:
        return bool(self.cleaned_data["editors_prove"])

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_sender_name(self) -> str:
        return " ".join(self.cleaned_data["sender_name"].split())

    def clean_postal_address(self) -> str:
        return "\n".join(self.cleaned_data["postal_address"].splitlines())

    def clean_reply_to(self) -> str:
        typed = str(self.cleaned_data["reply_to"])
        if not typed:
            return ""
        try:
            return checked(typed)
        except BadAddress as error:
            raise ValidationError(WHOLE_ADDRESS) from error

    def clean(self) -> None:
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and CONTROL.search(value):
                self.add_error(name, UNKEPT)

    @property
    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in house.LABELS}

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS.items()]

    @property
    def papers(self) -> list[dict[str, Any]]:
        """Return each colour as it is typed, with how well words are read on it."""
        found = []
        for name in COLOURS:
            colour = str(self[name].value() or colours.SUN).lower()
            field, known = self[name], colours.is_colour(colour)
            found.append(
                {
                    "field": field,
                    "name": name,
                    "colour": colour if known else colours.SUN,
                    "readings": colours.readings(colour) if known else [],
                    "is_own": colour != colours.SUN,
                    "nearest": colours.nearest(colour) if known and field.errors else "",
                }
            )
        return found

    def refuse(self, errors: ValidationError) -> None:
        for name, said in errors.message_dict.items():
            self.add_error(name if name in self.fields else None, said)

    def show_theirs(self, now: Organization) -> None:
        """Say beside each field what it is by now; to save once more keeps one's own."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"] = house.mark(now)
        self.data = typed
        for name, value in house.values_of(now).items():
            if name in self.cleaned_data and self.cleaned_data[name] != value:
                said = house.shown(name, value or (colours.SUN if name in COLOURS else ""))
                self.add_error(name, f"Now: {said or 'empty'}")


def turns(organization: Organization) -> list[tuple[int, str]]:
    """Return the hours at which days may begin; one between the hours stays choosable."""
    minutes = sorted({*range(0, 721, 60), organization.day_turn})
    return [(minute, house.shown("day_turn", minute)) for minute in minutes]


def mended(data: QueryDict) -> tuple[QueryDict, bool]:
    """Return what was typed with a colour exchanged, and whether it is only to be looked at.

    `nearest` names a colour to be made readable, `plain` one to be the yellow of the house again.
    """
    mended = data.copy()
    for button, other in (("nearest", colours.nearest), ("plain", lambda _: colours.SUN)):
        name = data.get(button, "")
        typed = data.get(name, "").strip().lower()
        if name in COLOURS and colours.is_colour(typed):
            mended[name] = other(typed)
    return mended, any(button in data for button in ("look", "nearest", "plain"))


def from_session(kept: Mapping[str, object]) -> dict[str, object]:
    return {name: kept[name] for name in house.LABELS if name in kept}
