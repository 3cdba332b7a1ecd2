"""The pages about bands and venues, and the lists of them. The same bytes for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.organizations import OrganizationRequest
from events import public_library


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def bands(request: OrganizationRequest) -> HttpResponse:
    return render(
        request, "events/bands.html", {"bands": public_library.bands(request.organization)}
    )


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def band(request: OrganizationRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(public_library.bands(request.organization), slug=slug)
    return render(request, "events/band.html", {"band": found})


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def venues(request: OrganizationRequest) -> HttpResponse:
    return render(
        request, "events/venues.html", {"venues": public_library.venues(request.organization)}
    )


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def venue(request: OrganizationRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(public_library.venues(request.organization), slug=slug)
    return render(request, "events/venue.html", {"venue": found})
