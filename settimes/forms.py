"""The form that every page's form is.

A field says by itself what is wrong with it (`aria-invalid`, `aria-describedby`), and the first one
in error has the focus. `templates/_field.html` shows it.
"""

from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict


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
