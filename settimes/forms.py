"""The form that every page's form is.

A field says by itself what is wrong with it (`aria-invalid`, `aria-describedby`), and the first one
in error has the focus. `templates/_field.html` shows it.
"""

from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict

from settimes.outbox.addresses import LONGEST, BadAddress, checked
from settimes.text import UNKEPT

WHOLE_ADDRESS = "Type a whole e-mail address, like mira@example.org."


class FocusedField(forms.BoundField):
    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        in_error = [name for name in self.form.fields if name in self.form.errors]
        if in_error[:1] == [self.name]:
            attrs["autofocus"] = True
        return attrs


class Form(forms.Form):
    """A form that puts the focus where something is to be mended.

    What is sent twice for a field that takes one value is refused: which of the two would count is
    a question that only somebody asks who wants the other one to be looked at.
    """

    bound_field_class = FocusedField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(self.data, QueryDict):
            return
        for name, field in self.fields.items():
            takes_many = isinstance(field, forms.MultipleChoiceField)
            if not takes_many and len(self.data.getlist(self.add_prefix(name))) > 1:
                raise BadRequest(f"{name} was sent twice.")


class AddressField(forms.CharField):
    """One e-mail address that mail can be sent to, as it was typed."""

    widget = forms.EmailInput

    def __init__(
        self,
        *,
        label: str = "E-mail",
        autocomplete: str = "email",
        required: bool = True,
        help_text: str = "",
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            max_length=LONGEST,
            widget=forms.EmailInput(attrs={"autocomplete": autocomplete}),
            error_messages={
                "required": WHOLE_ADDRESS,
                "max_length": f"An e-mail address has at most {LONGEST} characters.",
                "null_characters_not_allowed": UNKEPT,
            },
        )

    def clean(self, value: str | None) -> str:
        """Return what was typed; a domain keeps its own letters here."""
        typed = str(super().clean(value))
        if not typed:
            return typed
        try:
            checked(typed)
        except BadAddress as error:
            raise forms.ValidationError(why_bad(typed, error)) from error
        return typed


def why_bad(typed: str, error: BadAddress) -> str:
    """Say what is missing in an address, so that the next try is the right one."""
    local, at, domain = typed.rpartition("@")
    if not at or not local or not domain:
        return WHOLE_ADDRESS
    if "." not in domain:
        return "This address has no ending, like .org or .ca."
    return f"{error} {WHOLE_ADDRESS}"
