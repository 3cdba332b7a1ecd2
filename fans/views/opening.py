"""Opening a link that a fan has from a mail: genuine, or as if there were no such page."""

from django.http import Http404

from accounts.organizations import OrganizationRequest
from fans import links
from fans.links import Opened, Purpose
from fans.models import Subscriber
from settimes.limits import count_guess


def opened(request: OrganizationRequest, purpose: Purpose, token: str) -> Opened:
    """Return what a genuine link is about; of others many in a while are too many."""
    found = links.read(purpose, token)
    if found is None:
        raise wrong(request)
    return found


def subscriber_of(request: OrganizationRequest, purpose: Purpose, token: str) -> Subscriber:
    subscriber = opened(request, purpose, token).subscriber(request.organization)
    if subscriber is None:
        raise Http404("The link is genuine, and what it led to is gone.")
    return subscriber


def wrong(request: OrganizationRequest) -> Http404:
    """Count a guess, and return what to answer."""
    count_guess(request, "fan links")
    return Http404("Nobody was given this link.")
