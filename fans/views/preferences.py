"""What a fan gets from us, and every way to have less of it; behind a link that only they have.

The link is what is signed in here: no session, no account. Each form is sent to an address of its
own and leads back to the page, or shows it with what is to be mended.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.organizations import OrganizationRequest
from bands.models import Band
from events import public_library
from fans import choosing, erasing, following, links, moving, reach
from fans.forms import FrequencyForm, MoveForm, PauseForm
from fans.models import Subscriber, Subscription
from fans.proof import Origin
from fans.views.opening import own_page
from settimes.htmx import render

FORM = "preferences"
DONE = {
    "confirmed": "Done. What you follow is here, and every mail from us leads back to it.",
    "band": "You do not follow this band any more.",
    "changed": "Changed.",
    "ended": "This news has ended.",
    "paused": "Paused. Nothing comes before that day.",
    "resumed": "The pause is over.",
    "moving": "A mail is on its way to both addresses. Press the button in each.",
}
TOO_SOON = "The mails of the last change went out just now. Wait a little, then try again."


@login_not_required
@never_cache
@require_safe
def preferences(request: OrganizationRequest, token: str) -> HttpResponse:
    return _page(request, own_page(request, token), token)


@login_not_required
@never_cache
@require_POST
def unfollow(request: OrganizationRequest, token: str) -> HttpResponse:
    subscriber = own_page(request, token)
    slug = request.POST.get("band", "")
    band = get_object_or_404(Band, organization=request.organization, slug=slug)
    following.unfollow(subscriber, band, Origin.of(request, FORM))
    return to_page_saying(token, "band")


@login_not_required
@never_cache
@require_POST
def news(request: OrganizationRequest, token: str, pk: int) -> HttpResponse:
    """Change how often news come, or end them."""
    row = _news_of(own_page(request, token), pk)
    if "end" in request.POST:
        choosing.end(row, Origin.of(request, FORM))
        return to_page_saying(token, "ended")
    form = FrequencyForm(request.POST)
    if not form.is_valid():
        raise Http404("This form offers three words.")
    choosing.set_frequency(row, form.cleaned_data["frequency"], Origin.of(request, FORM))
    return to_page_saying(token, "changed")


@login_not_required
@never_cache
@require_POST
def pause(request: OrganizationRequest, token: str) -> HttpResponse:
    subscriber = own_page(request, token)
    if "resume" in request.POST:
        choosing.pause(subscriber, None)
        return to_page_saying(token, "resumed")
    form = PauseForm(request.POST, today=reach.date_at(request.organization, timezone.now()))
    if not form.is_valid():
        return _page(request, subscriber, token, pause_form=form)
    choosing.pause(subscriber, form.cleaned_data["until"])
    return to_page_saying(token, "paused")


@login_not_required
@never_cache
@require_POST
def address(request: OrganizationRequest, token: str) -> HttpResponse:
    subscriber = own_page(request, token)
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            moving.ask(subscriber, form.cleaned_data["email"])
        except moving.TooSoon:
            form.add_error("email", TOO_SOON)
        else:
            return to_page_saying(token, "moving")
    return _page(request, subscriber, token, move_form=form)


@login_not_required
@never_cache
@require_safe
def download(request: OrganizationRequest, token: str) -> HttpResponse:
    subscriber = own_page(request, token)
    answer = JsonResponse(erasing.everything(subscriber), json_dumps_params={"indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="what-we-know.json"'
    return answer


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: OrganizationRequest, token: str) -> HttpResponse:
    subscriber = own_page(request, token)
    if request.method == "POST":
        erasing.erase(subscriber)
        return render(request, "fans/deleted.html", {})
    return render(request, "fans/delete.html", {"subscriber": subscriber, "token": token})


def _news_of(subscriber: Subscriber, pk: int) -> Subscription:
    row = get_object_or_404(Subscription, subscriber=subscriber, pk=pk)
    row.subscriber = subscriber
    return row


def to_page_saying(token: str, done: str) -> HttpResponse:
    """Lead a fan to the page, which says what was done: a key of `DONE`."""
    return redirect(reverse("fans:preferences", args=[token]) + f"?done={done}")


def _page(
    request: OrganizationRequest,
    subscriber: Subscriber,
    token: str,
    *,
    pause_form: PauseForm | None = None,
    move_form: MoveForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    organization = request.organization
    followed = following.followed_by(subscriber)
    public = set(public_library.bands(organization).values_list("pk", flat=True))
    subscriptions = Subscription.objects.filter(subscriber=subscriber).exclude(confirmed=None)
    context = {
        "subscriber": subscriber,
        "token": token,
        "said": DONE.get(request.GET.get("done", "")),
        "followed": [{"band": band, "has_page": band.pk in public} for band in followed],
        "subscriptions": subscriptions,
        "frequencies": Subscription.Frequency.choices,
        "is_paused": reach.is_paused(subscriber, now),
        "pause_form": pause_form or PauseForm(today=reach.date_at(organization, now)),
        "move_form": move_form or MoveForm(),
        "way_out": links.way_out(subscriber),
    }
    in_error = any(form is not None for form in (pause_form, move_form))
    status = 422 if in_error else 200
    return render(request, "fans/preferences.html", context, status=status)
