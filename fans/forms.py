"""What a fan types."""

from collections.abc import Iterable
from datetime import date, timedelta

from django import forms

from accounts.own_forms import OwnerForm
from bands.models import Band
from fans.following import MOST_AT_ONCE
from fans.models import Subscription
from settimes.forms import AddressField, Form
from settimes.text import UNKEPT

NO_BAND = "Choose a band to follow."
TOO_MANY = f"At most {MOST_AT_ONCE} bands at once. Follow the others after these."
NOT_HERE = "One of these bands is not here any more. Choose again."
HOW_OFTEN = "Choose daily, weekly or monthly."
WHICH_DAY = "Choose a day, like 2026-12-31."
LONGEST_REASON = 500
LONGEST_PAUSE = timedelta(days=365)


class FollowForm(Form):
    """Bands, by their slugs, and where to write."""

    bands = forms.MultipleChoiceField(
        label="Bands",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NO_BAND, "invalid_choice": NOT_HERE},
    )
    email = AddressField()

    def __init__(self, *args: object, offered: Iterable[Band], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {band.slug: band for band in offered}
        choices = [(slug, band.name) for slug, band in self.offered.items()]
        self.fields["bands"].choices = choices  # type: ignore[attr-defined]

    def clean_bands(self) -> list[Band]:
        chosen = {slug: self.offered[slug] for slug in self.cleaned_data["bands"]}
        if len(chosen) > MOST_AT_ONCE:
            raise forms.ValidationError(TOO_MANY)
        return list(chosen.values())


class NewsForm(Form):
    """Which news, how often, and where to write."""

    city = forms.ChoiceField(label="City", required=False)
    genre = forms.ChoiceField(label="Genre", required=False)
    frequency = forms.ChoiceField(
        label="How often",
        choices=Subscription.Frequency.choices,
        initial=Subscription.Frequency.WEEKLY,
        error_messages={"required": HOW_OFTEN, "invalid_choice": HOW_OFTEN},
    )
    email = AddressField()

    def __init__(
        self, *args: object, cities: list[str], genres: list[str], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, all_of, known in (
            ("city", "Every city", cities),
            ("genre", "Every genre", genres),
        ):
            choices = [("", all_of), *((one, one) for one in known)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = "Choose one of these."


class FrequencyForm(Form):
    frequency = forms.ChoiceField(
        label="How often",
        choices=Subscription.Frequency.choices,
        error_messages={"required": HOW_OFTEN, "invalid_choice": HOW_OFTEN},
    )


class MoveForm(Form):
    email = AddressField(label="New e-mail address")


class PauseForm(Form):
    until = forms.DateField(
        label="Until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": WHICH_DAY, "invalid": WHICH_DAY},
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.last = today, today + LONGEST_PAUSE
        first = today + timedelta(days=1)
        self.fields["until"].widget.attrs |= {"min": f"{first}", "max": f"{self.last}"}

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= self.today:
            raise forms.ValidationError("Choose a day that is still to come.")
        if until > self.last:
            raise forms.ValidationError("At most a year. Later, stop all mail instead.")
        return until


class ReasonForm(Form):
    """Why somebody leaves, if they say so."""

    reason = forms.CharField(
        label="Why?",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": f"At most {LONGEST_REASON} characters.",
            "null_characters_not_allowed": UNKEPT,
        },
    )


class AddressesForm(OwnerForm):
    """Nothing but the password of who asks for the addresses."""
