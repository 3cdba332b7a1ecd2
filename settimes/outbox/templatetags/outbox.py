"""Ages and instants in words."""

from datetime import datetime, timedelta

from django import template

from settimes.outbox import status, zones

register = template.Library()


@register.filter
def spoken(age: timedelta) -> str:
    return status.spoken(age)


@register.filter
def ago(seconds: float | None) -> str:
    """Return when somebody was last seen."""
    if seconds is None:
        return "not seen"
    return f"{status.spoken(timedelta(seconds=seconds))} ago"


@register.filter
def at(instant: datetime) -> str:
    """Return an instant in the zone people read here, with its name."""
    return zones.spoken(instant)
