"""What search engines ask for first: which pages there are, and which are none of theirs."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.organizations import OrganizationRequest, site_url
from events import public_library, seasons

# More a file may not name (sitemaps.org); no crew comes near.
MOST_ADDRESSES = 50_000
LISTS = ("events", "bands", "venues")
# Behind each of them is a page that asks who is there.
PRIVATE = ("/accounts/", "/admin/", "/manage/")


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def sitemap(request: OrganizationRequest) -> HttpResponse:
    """Name every public page at its one address: the front page shows an event, which has its own.

    Without dates: those of the rows tell of what is hidden too.
    """
    crew = request.organization
    paths = [reverse(f"events:{name}") for name in LISTS]
    for edition in seasons.public(crew, timezone.now()):
        paths.append(reverse("events:schedule", args=[edition.event.slug]))
        if edition.took_place:
            paths.append(reverse("events:recap", args=[edition.event.slug]))
    for name, found in (
        ("band", public_library.bands(crew)),
        ("venue", public_library.venues(crew)),
    ):
        slugs = found.order_by("slug").values_list("slug", flat=True)
        paths += [reverse(f"events:{name}", args=[slug]) for slug in slugs]
    context = {"site": site_url(crew), "paths": paths[:MOST_ADDRESSES]}
    return render(request, "events/sitemap.xml", context, content_type="application/xml")


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def robots(request: OrganizationRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), ""]
    lines += [f"Sitemap: {site_url(request.organization)}{reverse('events:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
