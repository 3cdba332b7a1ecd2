"""The venues of an organization, as its organizers see and change them."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.again import fresh_factor
from accounts.roles import OrganizerRequest, editor_required, viewer_required
from events.views import shelves
from events.views.shelves import VENUES


@viewer_required
@never_cache
@require_safe
def venues(request: OrganizerRequest) -> HttpResponse:
    return shelves.everything(request, VENUES)


@viewer_required
@never_cache
@require_safe
def venue(request: OrganizerRequest, slug: str) -> HttpResponse:
    return shelves.look(request, VENUES, slug)


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def venue_add(request: OrganizerRequest) -> HttpResponse:
    return shelves.add(request, VENUES)


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def venue_edit(request: OrganizerRequest, slug: str) -> HttpResponse:
    return shelves.edit(request, VENUES, slug)


@editor_required
@fresh_factor
@never_cache
@require_POST
def venue_delete(request: OrganizerRequest, slug: str) -> HttpResponse:
    return shelves.delete(request, VENUES, slug)
