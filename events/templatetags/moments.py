"""When something happened, as an organizer reads it."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as write
from django.utils.html import format_html
from django.utils.safestring import SafeString

from events import times
from settimes.text import counted

register = template.Library()

MINUTE, HOUR, DAY = 60, 3600, 86_400
# What is longer ago is told by its date alone.
WEEKS = 21 * DAY


@register.filter
def ago(at: datetime) -> str:
    """Say how long ago; nothing after three weeks."""
    seconds = int((timezone.now() - at).total_seconds())
    if seconds < MINUTE:
        return "just now"
    for unit, length, until in (
        ("minute", MINUTE, HOUR),
        ("hour", HOUR, 2 * DAY),
        ("day", DAY, WEEKS),
    ):
        if seconds < until:
            number = seconds // length
            return f"{number} {unit}{'' if number == 1 else 's'} ago"
    return ""


@register.filter
def seconds_left(at: datetime) -> int:
    """Say how many seconds there are until then; none when it is past."""
    return max(0, round((at - timezone.now()).total_seconds()))


@register.simple_tag
def countdown(seconds: int, over: str = "now") -> SafeString:
    """Write how long until something happens; `countdown.js` lets it tick, until it is `over`."""
    left = f"in {counted(seconds, 'second')}" if seconds else over
    return format_html(
        '<span class="countdown" data-countdown="{}"><span>{}</span>'
        '<b aria-hidden="true" data-over="{}" hidden></b></span>',
        seconds,
        left,
        over,
    )


@register.simple_tag
def moment(at: datetime, zone: str, hours: int) -> str:
    """Write an instant on the clocks of a zone: Saturday 10 October 2026, 19:02."""
    clock = times.clock_text(times.clock_minute(at, zone), hours=hours)
    return f"{write(times.on_clocks(at, zone), 'l j F Y')}, {clock}"


@register.simple_tag
def hour(at: datetime, zone: str, hours: int) -> str:
    """Write what the clocks of a zone show at an instant: 19:02."""
    return times.clock_text(times.clock_minute(at, zone), hours=hours)
