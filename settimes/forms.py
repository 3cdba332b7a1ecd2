"""The form that every page's form is.

A field says by itself what is wrong with it (`aria-invalid`, `aria-describedby`) and has the focus
when it is the only one; `templates/_field.html` shows it. From two on there is a list of them with
links, which has the focus instead: `templates/_errors.html`, on every page above what it is about.
"""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict

from settimes.outbox.addresses import LONGEST, BadAddress, checked
from settimes.text import UNKEPT

WHOLE_ADDRESS = "Type a whole e-mail address, like mira@example.org."


class Wrong(NamedTuple):
    """What is wrong with a field, and the id of where it is mended."""

    at: str
    label: str
    said: str


class FocusedField(forms.BoundField):
    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        in_error = [name for name in self.form.fields if name in self.form.errors]
        if in_error == [self.name]:
            attrs["autofocus"] = True
        return attrs


class Checked(forms.BaseForm):
    """What all forms have in common, whether they are made for a row or not.

    What is sent twice for a field that takes one value is refused: which of the two would count is
    a question that only somebody asks who wants the other one to be looked at.
    """

    bound_field_class = FocusedField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._refuse_twice()

    def full_clean(self) -> None:
        self._refuse_twice()  # also what a row of several was given afterwards, as its DELETE
        super().full_clean()

    def _refuse_twice(self) -> None:
        if not isinstance(self.data, QueryDict):
            return
        for name, field in self.fields.items():
            takes_many = isinstance(
                field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
            )
            if not takes_many and len(self.data.getlist(self.add_prefix(name))) > 1:
                raise BadRequest(f"{name} was sent twice.")

    @property
    def wrong(self) -> list[Wrong]:
        """Return what is wrong with which field, as soon as it is more than one."""
        fields = [field for field in self.visible_fields() if field.errors]
        if len(fields) < 2:  # noqa: PLR2004 - one speaks for itself
            return []
        return [
            Wrong(first_id(field), str(field.label), str(said))
            for field in fields
            for said in field.errors
        ]


def first_id(field: forms.BoundField) -> str:
    """Return the id of what a person types into, of several boxes the first."""
    boxes = isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
    return f"{field.auto_id}_0" if boxes else field.id_for_label or field.auto_id


class Form(Checked, forms.Form):
    pass


class ModelForm(Checked, forms.ModelForm):  # type: ignore[type-arg]
    pass


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
