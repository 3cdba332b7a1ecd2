"""The form that every page's form is.

A field says by itself what is wrong with it (`aria-invalid`, `aria-describedby`), and the first one
in error has the focus. `templates/_field.html` shows it.
"""

from typing import Any

from django import forms


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
    """A form that puts the focus where something is to be mended."""

    bound_field_class = FocusedField
