"""Leaving by one click: the mail client's POST, or a person's from the page behind the same link.

The link is the proof of who asks, so neither cookie nor session nor token of a form is wanted
(RFC 8058). It stays genuine when all is gone already: a person then reads so, a POST says the same.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.organizations import OrganizationRequest
from bands.models import Band
from fans import following
from fans.forms import ReasonForm
from fans.links import Opened, Purpose
from fans.proof import Origin
from fans.views.opening import opened
from settimes.htmx import render


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: OrganizationRequest, token: str) -> HttpResponse:
    found = opened(request, Purpose.UNSUBSCRIBE, token)
    band = Band.objects.filter(organization=request.organization, pk=found.number or 0).first()
    about: dict[str, object] = {"band": band, "one": found.number is not None}
    form, status = ReasonForm(), 200
    if request.method == "POST":
        form, status = ReasonForm(request.POST), 422
        if form.is_valid():
            _leave(request, found, band, form.cleaned_data["reason"])
            return render(request, "fans/left.html", about)
    else:
        about["is_stopped"] = _is_stopped(request, found, band)
    return render(request, "fans/unsubscribe.html", about | {"form": form}, status=status)


def _is_stopped(request: OrganizationRequest, found: Opened, band: Band | None) -> bool:
    """Say whether there is nothing left to stop: the way out is in old mails too."""
    subscriber = found.subscriber(request.organization)
    if subscriber is None:
        return True
    if found.number is None:
        return following.has_left(subscriber)
    return band is None or not subscriber.follows.filter(band=band).exists()


def _leave(request: OrganizationRequest, found: Opened, band: Band | None, reason: str) -> None:
    subscriber = found.subscriber(request.organization)
    if subscriber is None:
        return
    is_client = request.POST.get("List-Unsubscribe") == "One-Click"
    origin = Origin.of(request, "one-click" if is_client else "unsubscribe page")
    if found.number is None:
        following.leave(subscriber, origin, reason)
    elif band is not None:
        following.unfollow(subscriber, band, origin, reason)
