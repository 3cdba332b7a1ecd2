"""What the notice after an act offers."""

from django import template

from events.offers import Offer, read

register = template.Library()


@register.filter
def offer(text: str) -> Offer:
    return read(text)
