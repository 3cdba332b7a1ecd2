"""What a fan gets from us, and every way to have less of it; behind a link that only they have."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.organizations import OrganizationRequest
from bands.models import Band
from events import public_library
from fans import following, links
from fans.links import Purpose
from fans.proof import Origin
from fans.views.opening import subscriber_of
from settimes.htmx import render


@login_not_required
@never_cache
@require_safe
def preferences(request: OrganizationRequest, token: str) -> HttpResponse:
    subscriber = subscriber_of(request, Purpose.PREFERENCES, token)
    followed = Band.objects.filter(follows__subscriber=subscriber).exclude(follows__confirmed=None)
    public = set(public_library.bands(request.organization).values_list("pk", flat=True))
    context = {
        "subscriber": subscriber,
        "token": token,
        "followed": [{"band": band, "has_page": band.pk in public} for band in followed],
        "way_out": links.token(Purpose.UNSUBSCRIBE, subscriber),
    }
    return render(request, "fans/preferences.html", context)


@login_not_required
@never_cache
@require_POST
def preferences_unfollow(request: OrganizationRequest, token: str) -> HttpResponse:
    subscriber = subscriber_of(request, Purpose.PREFERENCES, token)
    slug = request.POST.get("band", "")
    band = get_object_or_404(Band, organization=request.organization, slug=slug)
    following.unfollow(subscriber, band, Origin.of(request, "preferences"))
    return redirect("fans:preferences", token)
