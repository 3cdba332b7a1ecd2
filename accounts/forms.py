"""What people type to sign in."""

from django import forms
from django.contrib import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.models import User
from settimes.forms import Form
from settimes.text import UNKEPT

# One sentence for an unknown address, a wrong password and a person who may not sign in any more:
# which of them it was is nobody's business.
NO_MATCH = "This address and password do not belong together. Type the password again."
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
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your password.", "null_characters_not_allowed": UNKEPT},
    )

    def __init__(self, data: object = None, *, request: HttpRequest) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.request = request
        self.user: User | None = None

    def clean(self) -> None:
        email, password = self.cleaned_data.get("email"), self.cleaned_data.get("password")
        if email is None or password is None:
            return
        # For an address that nobody has, Django hashes the password all the same: both take
        # equally long.
        found = auth.authenticate(self.request, username=email, password=password)
        if not isinstance(found, User):
            self.add_error("password", ValidationError(NO_MATCH))
        else:
            self.user = found
