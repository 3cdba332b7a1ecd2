"""How days and times are written on a page."""

from datetime import date

from django import template
from django.utils.dateformat import format as write

from bands.links import PLATFORMS
from events import times

register = template.Library()


@register.filter
def clock(minute: int, hours: int) -> str:
    """Write a minute of the festival day on the organization's 12- or 24-hour clock."""
    return times.clock_text(minute, hours=hours)


@register.filter
def platform(key: str) -> str:
    """Write a platform's name."""
    return PLATFORMS[key].label


@register.simple_tag
def days(first: date, last: date) -> str:
    """Write one day with its weekday, or the span of several."""
    if first == last:
        return write(first, "l j F Y")
    if first.year != last.year:
        return f"{write(first, 'j F Y')} – {write(last, 'j F Y')}"
    if first.month != last.month:
        return f"{write(first, 'j F')} – {write(last, 'j F Y')}"
    return f"{first.day}–{write(last, 'j F Y')}"
