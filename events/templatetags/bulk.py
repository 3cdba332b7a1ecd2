"""What the bar for several sets offers."""

from django import template

from events.bulk_form import verbs_for
from events.models import Event

register = template.Library()


@register.simple_tag
def bulk_verbs(event: Event) -> list[tuple[str, str]]:
    return list(verbs_for(event).items())
