"""How many there are, in words."""

from django import template

from settimes.text import counted as written

register = template.Library()


@register.filter
def counted(number: int, what: str) -> str:
    return written(number, what)


@register.filter
def grouped(number: int) -> str:
    """Write a number so that it can be read: 20,000."""
    return f"{number:,}"
