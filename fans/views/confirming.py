"""The page that a confirmation mail leads to: looking at it changes nothing, its button does."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import tickets
from accounts.organizations import OrganizationRequest
from fans import following, links
from fans.links import Purpose
from fans.proof import Origin
from fans.wording import FOLLOW
from settimes.htmx import render
from settimes.limits import count_guess


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: OrganizationRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        origin = Origin.of(request, "confirmation")
        subscriber = following.confirm(request.organization, token, origin)
        if subscriber is not None:
            page = links.token(Purpose.PREFERENCES, subscriber)
            return redirect("fans:preferences", page)
    letter = tickets.find(following.open_letters(request.organization), token)
    if letter is None:
        return _opens_nothing(request, token)
    subscriber = letter.subscriber
    context = {
        "bands": following.pending(subscriber),
        "email": subscriber.email,
        "wording": FOLLOW,
    }
    return render(request, "fans/confirm.html", context)


def _opens_nothing(request: OrganizationRequest, token: str) -> HttpResponse:
    """Tell who pressed twice that all is well; whoever else has an old link, how to go on."""
    used = following.open_letters(request.organization).exclude(used=None)
    if tickets.A_TOKEN.fullmatch(token) and used.filter(digest=tickets.digest_of(token)).exists():
        return render(request, "fans/confirmed.html", {})
    count_guess(request, "fan links")
    return render(request, "fans/old_link.html", {}, status=404)
