"""Ages and troubles in words."""

from datetime import timedelta

from django import template

from settimes.outbox import status
from settimes.outbox.models import Breaker

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
def trouble(breaker: Breaker) -> str:
    """Return what keeps mail from leaving, in a sentence."""
    if not breaker.trouble:
        return "answers"
    since = f" since {breaker.since:%Y-%m-%d %H:%M} UTC" if breaker.since else ""
    return f"{breaker}{since} ({breaker.phase}: {breaker.reason})"
