"""The form by which a fan follows bands. It is nobody's page to keep: it holds a token."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.organizations import OrganizationRequest
from bands.models import Band
from events import public_library
from events.models import Event
from fans import following
from fans.forms import FollowForm
from fans.proof import Origin
from fans.wording import ALWAYS, FOLLOW
from settimes.htmx import render
from settimes.limits import limit_posts

# More than can be followed at once: the form says so, and nothing is left out in silence.
MOST_NAMED = 500


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("follow")
def follow(request: OrganizationRequest) -> HttpResponse:
    """Follow the bands that the address names, or any."""
    public = public_library.bands(request.organization)
    named = request.GET.getlist("band")[:MOST_NAMED]
    offered = list(public.filter(slug__in=named) if named else public)
    if not offered:
        raise Http404("No such band, or none yet.")
    return _form(request, offered, chosen=bool(named), form_name="band page" if named else "list")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("follow")
def event_follow(request: OrganizationRequest, slug: str) -> HttpResponse:
    """Follow bands of a night."""
    events = Event.objects.public().filter(organization=request.organization)
    event = events.filter(slug=slug).first()
    if event is None:
        raise Http404("There is no event at this address.")
    offered = list(public_library.bands(request.organization, event))
    if not offered:
        raise Http404("Nobody to follow yet.")
    return _form(request, offered, event=event, form_name="schedule")


def _form(
    request: OrganizationRequest,
    offered: Iterable[Band],
    *,
    form_name: str,
    chosen: bool = False,
    event: Event | None = None,
) -> HttpResponse:
    offered = list(offered)
    initial = {"bands": [band.slug for band in offered] if chosen else []}
    form, status = FollowForm(offered=offered, initial=initial), 200
    back = _back_to(offered, event)
    if request.method == "POST":
        form, status = FollowForm(request.POST, offered=offered), 422
        if form.is_valid():
            typed = form.cleaned_data
            origin = Origin.of(request, form_name)
            following.ask(request.organization, typed["email"], origin, bands=typed["bands"])
            context = {"email": typed["email"], "back": back}
            return render(request, "fans/asked.html", context)
    context = {
        "form": form,
        "only": offered[0] if len(offered) == 1 else None,
        "offered": offered,
        "event": event,
        "wording": f"{FOLLOW} {ALWAYS}",
        "back": back,
    }
    return render(request, "fans/follow.html", context, status=status)


def _back_to(offered: list[Band], event: Event | None) -> str:
    if event is not None:
        return reverse("events:schedule", args=[event.slug])
    return reverse("events:band", args=[offered[0].slug]) if len(offered) == 1 else "/bands/"
