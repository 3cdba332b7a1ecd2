"""The page that a confirmation mail leads to: looking at it changes nothing, its button does."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import tickets
from accounts.organizations import OrganizationRequest
from fans import following, links, moving
from fans.asked import pending
from fans.models import Letter
from fans.proof import Origin
from fans.views.preferences import to_page_saying
from fans.wording import ALWAYS
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
            return to_page_saying(links.to_page(subscriber), "confirmed")
    letter = tickets.find(following.open_letters(request.organization), token)
    if letter is None:
        rows = following.open_letters(request.organization)
        return _opens_nothing(request, token, rows)
    asked = pending(letter.subscriber)
    context = {
        "asked": asked,
        "email": letter.subscriber.email,
        "wording": f"{asked.wording} {ALWAYS}",
    }
    return render(request, "fans/confirm.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: OrganizationRequest, token: str) -> HttpResponse:
    """Agree to a move, at the old address or at the new one."""
    rows = moving.open_letters(request.organization)
    if request.method == "POST":
        agreed = moving.agree(request.organization, token, Origin.of(request, "move"))
        if agreed is not None:
            letter, is_done = agreed
            return render(request, "fans/moved.html", {"letter": letter, "is_done": is_done})
    found = tickets.find(rows, token)
    if found is None:
        return _opens_nothing(request, token, rows)
    return render(request, "fans/move.html", {"letter": found})


def _opens_nothing(
    request: OrganizationRequest, token: str, rows: "QuerySet[Letter]"
) -> HttpResponse:
    """Tell who pressed twice that all is well; whoever else has an old link, how to go on."""
    used = rows.exclude(used=None)
    if tickets.A_TOKEN.fullmatch(token) and used.filter(digest=tickets.digest_of(token)).exists():
        return render(request, "fans/confirmed.html", {})
    count_guess(request, "fan links")
    return render(request, "fans/old_link.html", {}, status=404)
