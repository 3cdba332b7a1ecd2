"""The pages about bands and venues, and the lists of them. The same bytes for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.organizations import OrganizationRequest
from bands import prose
from bands.links import safe_links
from events import appearances, directory, former_slugs, found, public_library
from events.directory import Entry
from events.models import Performance


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def bands(request: OrganizationRequest) -> HttpResponse:
    entries = directory.bands(request.organization)
    return _directory(request, entries, {"title": "Bands", "noun": "band"})


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def venues(request: OrganizationRequest) -> HttpResponse:
    entries = directory.venues(request.organization)
    return _directory(request, entries, {"title": "Venues", "noun": "venue"})


def _directory(
    request: OrganizationRequest, entries: list[Entry], words: dict[str, str]
) -> HttpResponse:
    query = directory.wanted(request.GET.get("q", ""))
    page = Paginator(directory.matching(entries, query), directory.PAGE).get_page(
        request.GET.get("page")
    )
    path = request.path + (f"?page={page.number}" if page.number > 1 and not query else "")
    gist = f"Every {words['noun']} of {request.organization.name}, from A to Z."
    head = found.page(request.organization, path, words["title"], gist, is_indexed=not query)
    context = {"page": page, "query": query, "known": len(entries), "found": head}
    return render(request, "events/directory.html", context | words)


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def band(request: OrganizationRequest, slug: str) -> HttpResponse:
    public = public_library.bands(request.organization)
    shown = public.filter(slug=slug).first()
    if shown is None:
        return _moved("events:band", former_slugs.now_at(public, slug))
    sets = appearances.of(
        Performance.objects.public().filter(band=shown), request.organization, timezone.now()
    )
    coming = [one for one in sets if not one.over]
    context = {
        "band": shown,
        "bio": prose.to_html(shown.bio),
        "links": safe_links(shown.links),
        "now": [one for one in coming if one.is_now],
        "tonight": any(one.event_is_on for one in coming),
        "coming": coming,
        "past": [one for one in reversed(sets) if one.over],
        "mates": appearances.stage_mates(shown),
        "found": found.band(shown, coming, request.organization),
    }
    return render(request, "events/band.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def venue(request: OrganizationRequest, slug: str) -> HttpResponse:
    public = public_library.venues(request.organization)
    shown = public.filter(slug=slug).first()
    if shown is None:
        return _moved("events:venue", former_slugs.now_at(public, slug))
    sets = appearances.of(
        Performance.objects.public().filter(venue=shown), request.organization, timezone.now()
    )
    coming = [one for one in sets if not one.over]
    nights = appearances.nights(sets)
    context = {
        "venue": shown,
        "links": safe_links(shown.links),
        "map_url": public_library.map_url(shown),
        "now": [one for one in coming if one.is_now],
        "tonight": any(one.event_is_on for one in coming),
        "coming": [night for night in nights if night.coming],
        "past": [night for night in reversed(nights) if not night.coming],
        "found": found.venue(shown, coming, request.organization),
    }
    return render(request, "events/venue.html", context)


def _moved(name: str, slug: str | None) -> HttpResponse:
    """Lead from an address that something public had before to the one it has."""
    if slug is None:
        raise Http404("Nothing public has or had this address.")
    return redirect(name, slug, permanent=True)
