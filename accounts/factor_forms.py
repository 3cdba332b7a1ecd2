"""What people type to prove who they are, beside the password."""

import re
import unicodedata

from django import forms

from accounts.models import User
from accounts.own_forms import OwnerForm
from accounts.passwords import ALONE, PasswordField, has_own_factor
from settimes.forms import Form
from settimes.text import CONTROL, UNKEPT

NOT_DIGITS = re.compile(r"[\s-]+")
DIGITS = re.compile(r"[0-9]{1,20}")
SIX_DIGITS = "Type the six digits that the app shows now."
FROM_APP = "Six digits from your authenticator app, or one of your backup codes."
TOO_SHORT_ALONE = (
    f"Without a second step a password needs {ALONE} characters, and this one has fewer. Set a"
    " longer one first."
)
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
    code = CodeField(label="Code", help_text=FROM_APP)
    trust = forms.BooleanField(label="Trust this device", required=False)


class ProofForm(Form):
    """Asks somebody who is signed in for a code, or for the password where they have none."""

    def __init__(self, *args: object, user: User, **more: object) -> None:
        super().__init__(*args, **more)
        self.by_code = has_own_factor(user)
        self.fields["again"] = (
            CodeField(label="Code", help_text=FROM_APP)
            if self.by_code
            else PasswordField(autocomplete="current-password", label="Your password")
        )


class LastForm(OwnerForm):
    """The last factor goes with the password, which must be one that can hold alone."""

    def clean_current(self) -> str:
        typed = str(self.cleaned_data["current"])
        if len(typed) < ALONE:
            raise forms.ValidationError(TOO_SHORT_ALONE)
        return typed


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
