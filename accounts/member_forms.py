"""What admins type about members."""

from django import forms

from accounts.models import Role
from settimes.forms import Form
from settimes.text import CONTROL, UNKEPT

LONGEST_REASON = 200
WHAT_ROLES_MAY = {
    Role.VIEWER: "Viewer: sees everything, changes nothing",
    Role.EDITOR: "Editor: changes lineups, bands and venues",
    Role.ADMIN: "Admin: also members, settings and the audit record",
}


class ReasonField(forms.CharField):
    """Why: one line that the person reads in their mail, and admins in the audit record."""

    def __init__(self) -> None:
        super().__init__(
            label="Reason",
            required=False,
            max_length=LONGEST_REASON,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            help_text="They read it in the mail about it. It is kept in the audit record.",
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
            choices=[(role.value, said) for role, said in WHAT_ROLES_MAY.items()],
            error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role."},
        )

    def clean(self, value: object) -> Role:
        return Role(super().clean(value))


class RoleForm(Form):
    role = RoleField()
    reason = ReasonField()


class ReasonForm(Form):
    reason = ReasonField()
