"""What people type to sign in."""

from datetime import timedelta

from django import forms

from accounts.passwords import PasswordField
from settimes.forms import Form
from settimes.text import UNKEPT

# One sentence for an unknown address, a wrong password and a person who may not sign in any more:
# which of them it was is nobody's business.
NO_MATCH = "This address and password do not belong together. Type the password again."
TOO_OFTEN = "Too many tries. Wait %s, or set a new password by mail."
WHOLE_ADDRESS = "Type your whole e-mail address, like mira@example.org."


class SignInForm(Form):
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": WHOLE_ADDRESS,
            "invalid": WHOLE_ADDRESS,
            "null_characters_not_allowed": UNKEPT,
        },
    )
    password = PasswordField(autocomplete="current-password")
    remember = forms.BooleanField(label="Stay signed in on this device", required=False)


def wait_for(wait: timedelta) -> str:
    """Say how long nobody looks at a password; the same whether there is such an account."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return TOO_OFTEN % (f"{minutes} minutes" if minutes > 1 else "a minute")
