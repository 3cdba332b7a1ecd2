"""What admins type about members."""

from typing import Any

from django import forms

from accounts import zones
from accounts.models import Role, User
from accounts.own_forms import AddressField
from accounts.passwords import PasswordField, Rules
from settimes.forms import Form
from settimes.text import CONTROL, UNKEPT

LONGEST_REASON, LONGEST_NAME = 200, 100
HAS_ACCOUNT = "This address has an account already. Sign in, then open the link again."
WHAT_ROLES_MAY = (
    "A viewer looks on. An editor changes lineups, bands and venues. An admin also changes members"
    " and settings."
)


class ReasonField(forms.CharField):
    """Why: one line that the person reads in their mail, and admins in the audit record."""

    def __init__(self) -> None:
        super().__init__(
            label="Reason",
            required=False,
            max_length=LONGEST_REASON,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            help_text="They read it in the mail about it. It is kept in the security log.",
            error_messages={
                "max_length": f"At most {LONGEST_REASON} characters.",
                "null_characters_not_allowed": UNKEPT,
            },
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        if CONTROL.search(value):
            raise forms.ValidationError(UNKEPT)


class RoleField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label="Role",
            choices=Role.choices,
            help_text=WHAT_ROLES_MAY,
            error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role."},
        )

    def clean(self, value: object) -> Role:
        return Role(super().clean(value))


class RoleForm(Form):
    role = RoleField()
    reason = ReasonField()


class InviteForm(Form):
    email = AddressField(
        label="E-mail",
        autocomplete="off",
        required=False,
        help_text="They get a link. Leave it empty to get the link yourself, and hand it over.",
    )
    role = RoleField()


class NameField(forms.CharField):
    def __init__(self, *, label: str, autocomplete: str, required: str) -> None:
        super().__init__(
            label=label,
            max_length=LONGEST_NAME,
            widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
            error_messages={
                "required": required,
                "max_length": f"At most {LONGEST_NAME} characters.",
                "null_characters_not_allowed": UNKEPT,
            },
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        if CONTROL.search(value):
            raise forms.ValidationError(UNKEPT)


class AccountForm(Form):
    """What somebody tells who gets an account: also the address, unless it is known already."""

    email = AddressField(label="E-mail", autocomplete="username")
    name = NameField(label="Your name", autocomplete="name", required="Type your name.")
    password = PasswordField(autocomplete="new-password", help_text=Rules().get_help_text())

    def __init__(self, *args: object, known: str = "", **more: object) -> None:
        super().__init__(*args, **more)
        self.known = known
        if known:
            del self.fields["email"]

    def clean(self) -> dict[str, object]:
        typed = super().clean() or {}
        owner = self.new_user()
        if "password" in typed:
            try:
                Rules().validate(typed["password"], owner, also=self.also_known())
            except forms.ValidationError as error:
                self.add_error("password", error)
        if owner.email and User.objects.filter(email=owner.email).exists():
            self.add_error("email", HAS_ACCOUNT)
        return typed

    def also_known(self) -> list[str]:
        """Return what else a stranger would try, of what stands in this very form."""
        return []

    def new_user(self) -> User:
        """Return whom this makes, unsaved and without a password."""
        typed = self.cleaned_data
        return User(email=self.known or typed.get("email", ""), name=typed.get("name", ""))


class FirstRunForm(AccountForm):
    """The same of the first person, who also says what the organization is called."""

    organization = NameField(
        label="Name of your crawl or crew", autocomplete="organization", required="Type a name."
    )
    timezone = forms.ChoiceField(
        label="Time zone",
        help_text="What new events begin with.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose one of the list."),
    )
    field_order = ["organization", "timezone", "name", "email", "password"]

    def __init__(self, *args: Any, now: str, **more: Any) -> None:
        super().__init__(*args, initial={"timezone": now}, **more)
        self.fields["timezone"].choices = zones.choices(now)  # type: ignore[attr-defined]

    def also_known(self) -> list[str]:
        return [self.cleaned_data.get("organization", "")]


class ReasonForm(Form):
    reason = ReasonField()


class WhyForm(Form):
    reason = ReasonField()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "Say why, in a few words."
