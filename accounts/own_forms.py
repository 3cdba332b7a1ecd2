"""What people type about their own account."""

from django import forms
from django.contrib.auth import password_validation

from accounts.models import User
from accounts.passwords import PasswordField, Rules
from settimes.forms import Form
from settimes.outbox.addresses import BadAddress, checked
from settimes.text import UNKEPT

WHOLE_ADDRESS = "Type a whole e-mail address, like mira@example.org."
NEW_PASSWORD = "Type the new password."  # noqa: S105 - a sentence


class AddressField(forms.EmailField):
    """An address that a mail can be sent to, as it is kept: in lower case."""

    def __init__(self, *, label: str, autocomplete: str) -> None:
        super().__init__(
            label=label,
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": autocomplete}),
            error_messages={
                "required": WHOLE_ADDRESS,
                "invalid": WHOLE_ADDRESS,
                "null_characters_not_allowed": UNKEPT,
            },
        )

    def clean(self, value: object) -> str:
        typed = str(super().clean(value)).lower()
        try:
            checked(typed)
        except BadAddress as error:
            raise forms.ValidationError(WHOLE_ADDRESS) from error
        return typed


class AskForm(Form):
    email = AddressField(label="E-mail", autocomplete="username")


class NewPasswordForm(Form):
    """A new password, which must suit its owner."""

    new = PasswordField(
        autocomplete="new-password", label="New password", help_text=Rules().get_help_text()
    )

    def __init__(self, *args: object, owner: User, **more: object) -> None:
        super().__init__(*args, **more)
        self.owner = owner
        self.fields["new"].error_messages["required"] = NEW_PASSWORD

    def clean_new(self) -> str:
        typed = str(self.cleaned_data["new"])
        password_validation.validate_password(typed, self.owner)
        return typed
