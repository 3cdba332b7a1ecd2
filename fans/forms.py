"""What a fan types."""

from collections.abc import Iterable

from django import forms

from bands.models import Band
from fans.following import MOST_AT_ONCE
from settimes.forms import AddressField, Form
from settimes.text import UNKEPT

NO_BAND = "Choose a band to follow."
TOO_MANY = f"At most {MOST_AT_ONCE} bands at once. Follow the others after these."
NOT_HERE = "One of these bands is not here any more. Choose again."
LONGEST_REASON = 500


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
