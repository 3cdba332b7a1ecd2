"""What people type about their own account."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from accounts.models import User
from accounts.passwords import PasswordField, Rules
from settimes.forms import AddressField as AnyAddressField
from settimes.forms import Form
from settimes.text import CONTROL, UNKEPT

NOT_YOURS = "This is not the address of your account. Type it as it stands above."
NEW_PASSWORD = "Type the new password."  # noqa: S105 - a sentence


class AddressField(AnyAddressField):
    """An address as it is kept of an account: in lower case."""

    def clean(self, value: str | None) -> str:
        return super().clean(value).lower()


class CurrentPasswordField(PasswordField):
    """The password that somebody signs in with, asked for once more."""

    def __init__(self, *, label: str = "Your password") -> None:
        super().__init__(autocomplete="current-password", label=label)


class AskForm(Form):
    email = AddressField(label="E-mail", autocomplete="username")


class OwnForm(Form):
    """What its rules depend on: whose account it is."""

    def __init__(self, *args: Any, owner: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.owner = owner


class NewPasswordForm(OwnForm):
    """A new password, which must suit its owner."""

    new = PasswordField(autocomplete="new-password", label="New password")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["new"].error_messages["required"] = NEW_PASSWORD
        self.fields["new"].help_text = Rules().get_help_text(self.owner)

    def clean_new(self) -> str:
        typed = str(self.cleaned_data["new"])
        password_validation.validate_password(typed, self.owner)
        return typed


class OwnerForm(OwnForm):
    """What counts only with the owner's password."""

    current = CurrentPasswordField()
    # Seconds before anybody looks at a password again.
    wait: int | None = None


class PasswordForm(NewPasswordForm, OwnerForm):
    current = CurrentPasswordField(label="Your password now")
    field_order = ["current", "new"]


class EmailForm(OwnerForm):
    email = AddressField(label="New e-mail address", autocomplete="email")
    field_order = ["email", "current"]

    def clean_email(self) -> str:
        typed = str(self.cleaned_data["email"])
        if typed == self.owner.email:
            raise forms.ValidationError("This is your address already. Type another one.")
        return typed


class NameForm(Form):
    name = forms.CharField(
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="It stands beside what you do, for the other organizers.",
        error_messages={
            "required": "Type the name that the others know you by.",
            "max_length": "At most 100 characters; this has %(show_value)s.",
            "null_characters_not_allowed": UNKEPT,
        },
    )

    def clean_name(self) -> str:
        typed = str(self.cleaned_data["name"])
        if CONTROL.search(typed):
            raise forms.ValidationError(UNKEPT)
        return typed


class DeleteForm(OwnerForm):
    email = forms.CharField(
        label="Your e-mail address",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Typed in full, so that nobody deletes an account by mistake.",
        error_messages={
            "required": NOT_YOURS,
            "max_length": NOT_YOURS,
            "null_characters_not_allowed": UNKEPT,
        },
    )
    field_order = ["email", "current"]

    def clean_email(self) -> str:
        typed = str(self.cleaned_data["email"])
        if typed.lower() != self.owner.email:
            raise forms.ValidationError(NOT_YOURS)
        return typed
