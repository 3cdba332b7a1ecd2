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


def own_page(request: OrganizationRequest, token: str) -> Subscriber:
    """Return whose page a link opens; one from before a move to another address opens none."""
    found = opened(request, Purpose.PREFERENCES, token)
    subscriber = found.subscriber(request.organization)
    if subscriber is None or subscriber.turn != found.number:
        raise Http404("The link was genuine, and leads nowhere any more.")
    subscriber.organization = request.organization
    return subscriber


def wrong(request: OrganizationRequest) -> Http404:
    """Count a guess, and return what to answer."""
    count_guess(request, "fan links")
    return Http404("Nobody was given this link.")
