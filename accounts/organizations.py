"""Which organization a request is for: the one its Host names, else the only one there is."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts import colours
from accounts.models import Organization
from settimes.pages import tokens


class OrganizationRequest(HttpRequest):
    """A request that has passed `OrganizationMiddleware`."""

    organization: Organization


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


def owner_of(request: HttpRequest) -> str:
    """Return whose pages these are: they are made anew when something of its changes."""
    try:
        return str(request.organization.pk)  # type: ignore[attr-defined]
    except Http404:
        return "nobody"  # a page that every host has


def renew_all_pages() -> None:
    """Have every page made anew: whose a host shows depends on all organizations."""
    for pk in Organization.objects.values_list("pk", flat=True):
        tokens.renew(pk)


def for_templates(request: HttpRequest) -> dict[str, object]:
    """Give every template its `organization` and the sheet of its colours.

    On an error page whose Host names none both are nothing.
    """

    def known() -> Organization | None:
        try:
            return getattr(request, "organization", None) or _found(request)
        except (Http404, SuspiciousOperation):
            return None

    def sheet() -> str:
        found = known()
        return colours.sheet_address(found) if found else ""

    return {"organization": SimpleLazyObject(known), "colour_sheet": SimpleLazyObject(sheet)}


def site_url(organization: Organization) -> str:
    """Return where this organization's pages live: its own host, else `SITE_URL`."""
    site = str(settings.SITE_URL)
    return f"{urlsplit(site).scheme}://{organization.host}" if organization.host else site


def postal_address(organization: Organization) -> str:
    """Return what every mail of this organization must name: its own address, else the site's."""
    return organization.postal_address or str(settings.POSTAL_ADDRESS)
