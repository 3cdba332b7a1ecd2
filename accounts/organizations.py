"""Which organization a request is for: the one its Host names, else the only one there is."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.models import Organization


def for_host(host: str) -> Organization | None:
    """Return the organization of `host` (without port), or the only one, or None."""
    everyone = list(Organization.objects.all())
    for organization in everyone:
        if organization.host and organization.host.lower() == host.lower():
            return organization
    return everyone[0] if len(everyone) == 1 else None


class OrganizationMiddleware:
    """Set `request.organization`, found when first used; an unknown Host is 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organization = SimpleLazyObject(lambda: _found(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _found(request: HttpRequest) -> Organization:
    host = request.get_host().rsplit(":", 1)[0]
    organization = for_host(host)
    if organization is None:
        raise Http404("No organization has this address.")
    return organization
