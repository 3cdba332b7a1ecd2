"""How days and times are written on a page."""

from datetime import date, datetime

from django import template
from django.utils.dateformat import format as write

from bands.links import PLATFORMS
from events import times
from events.addresses import path_of
from events.schedule import Schedule

register = template.Library()
TEENS = range(11, 14)


@register.filter
def clock(minute: int, hours: int) -> str:
    """Write a minute of the festival day on the organization's 12- or 24-hour clock."""
    return times.clock_text(minute, hours=hours)


@register.filter
def platform(key: str) -> str:
    """Write a platform's name."""
    return PLATFORMS[key].label


@register.filter
def band_page(slug: str) -> str:
    return path_of("events:band", slug)


@register.filter
def zone_name(name: str) -> str:
    """Write the place that a time zone is called after: America/Toronto is “Toronto”."""
    return name.rsplit("/", maxsplit=1)[-1].replace("_", " ")


@register.filter
def moment(at: datetime, schedule: Schedule) -> str:
    """Write when something was done: the clock on the same festival day, else the day."""
    event = schedule.event
    day = times.festival_day(at, event.timezone, event.day_turn)
    if day != schedule.today:
        return write(day, "j M")
    organization = event.organization
    return times.clock_text(times.clock_minute(at, event.timezone), hours=organization.clock)


@register.filter
def ordinal(number: int) -> str:
    """Write a number in a row: 1st, 2nd, 3rd, 4th, 11th, 21st."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in TEENS else ending}"


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
