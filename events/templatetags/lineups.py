"""What the templates of the lineup ask of its forms."""

from collections.abc import Mapping

from django import forms, template

register = template.Library()


@register.filter
def answered(form: forms.Form, name: str) -> str:
    """Return what was answered to “which one is it?”."""
    return str(form[f"{name}_is"].value() or "")


@register.filter
def detail_of(form: forms.Form, name: str) -> forms.BoundField:
    return form[f"{name}_detail"]


@register.filter
def at(words: Mapping[int, str] | None, key: int) -> str:
    return words.get(key, "") if words else ""
