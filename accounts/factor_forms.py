"""What people type to prove who they are, beside the password."""

import re
import unicodedata

from django import forms

from settimes.forms import Form
from settimes.text import CONTROL, UNKEPT

NOT_DIGITS = re.compile(r"[\s-]+")
DIGITS = re.compile(r"[0-9]{1,20}")
SIX_DIGITS = "Type the six digits that the app shows now."
WRONG_CODE = "This code is not right, or was used already. Wait for the next one and type that."


class CodeField(forms.CharField):
    """Digits as people copy them: with spaces and dashes in between."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            widget=forms.TextInput(
                attrs={
                    "autocomplete": "one-time-code",
                    "inputmode": "numeric",
                    "autocapitalize": "off",
                    "spellcheck": "false",
                    "class": "code",
                }
            ),
            error_messages={"required": SIX_DIGITS, "null_characters_not_allowed": UNKEPT},
        )

    def clean(self, value: str | None) -> str:
        code = NOT_DIGITS.sub("", unicodedata.normalize("NFKC", str(super().clean(value))))
        if not DIGITS.fullmatch(code):
            raise forms.ValidationError(SIX_DIGITS)
        return code


class CodeForm(Form):
    code = CodeField(label="Code", help_text="Six digits, from your authenticator app.")


class AppForm(Form):
    code = CodeField(label="Code that the app shows")
    name = forms.CharField(
        label="What you call it",
        required=False,
        max_length=64,
        initial="",
        help_text="So that you know it again: “My telephone”.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": "At most 64 characters.",
            "null_characters_not_allowed": UNKEPT,
        },
    )
    draft = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if CONTROL.search(name):
            raise forms.ValidationError(UNKEPT)
        return name or "Authenticator app"
