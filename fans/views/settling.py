"""Mails about one event that did not arrive, or may not have; and whom a set was told to.

For admins, who see addresses: behind a fresh proof, and written down.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import audit
from accounts.again import fresh_factor, fresh_to_see
from accounts.models import Deed
from accounts.roles import OrganizerRequest, admin_required
from events.models import Event, Performance
from events.views.editor import event_or_404
from fans import accounted
from fans.models import Notice
from settimes.htmx import render
from settimes.outbox import decisions
from settimes.outbox.changes import NotOwed
from settimes.outbox.forms import DecisionForm
from settimes.outbox.models import Message
from settimes.outbox.states import State

ON_A_PAGE = 50
IN_DOUBT = {"resend": decisions.resend, "close": decisions.close}
LOST = {"resend": decisions.send_anew, "close": decisions.put_away}
SAID: Mapping[str, str] = {"resend": "It will be sent again.", "close": "Closed."}


@admin_required
@fresh_to_see
@never_cache
@require_safe
def told_mails(request: OrganizerRequest, slug: str) -> HttpResponse:
    """List what is in doubt, has failed or came back."""
    event = event_or_404(request, slug)
    mails = accounted.mails_about(event).filter(state__in=accounted.AMISS)
    page = Paginator(mails.order_by("-changed", "-pk"), ON_A_PAGE).get_page(_page(request))
    _seen(request, event, "mails that did not arrive", len(page.object_list))
    context = {"event": event, "page": page, "uncertain": State.UNCERTAIN}
    return render(request, "fans/manage/told_mails.html", context)


@admin_required
@fresh_to_see
@never_cache
@require_safe
def told_set(request: OrganizerRequest, slug: str, public_id: str = "") -> HttpResponse:
    """List who was told what of a set, or without one of the event as a whole."""
    event = event_or_404(request, slug)
    performance = _performance(event, public_id)
    page = Paginator(_notices(event, performance), ON_A_PAGE).get_page(_page(request))
    _seen(request, event, str(performance.band if performance else event), len(page.object_list))
    context = {"event": event, "performance": performance, "page": page}
    return render(request, "fans/manage/told_set.html", context)


@admin_required
@fresh_factor
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def told_settle(request: OrganizerRequest, slug: str, pk: int, verb: str) -> HttpResponse:
    """Ask why, then resend or close one mail that is in doubt, has failed or came back."""
    event = event_or_404(request, slug)
    message = get_object_or_404(accounted.mails_about(event), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    problem, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _settle(request, event, message, verb, form.cleaned_data["reason"])
            except decisions.Settled:
                status = 409
                message.refresh_from_db()
            except NotOwed as why:
                status, problem = 409, str(why)
                message.refresh_from_db()
            else:
                messages.success(request, f"Mail {message.pk}: {SAID[verb]}")
                return redirect("fans:told_mails", event.slug)
    context = {
        "event": event,
        "mail": message,
        "verb": verb,
        "form": form,
        "problem": problem,
        "in_doubt": message.state == State.UNCERTAIN,
        "is_settled": message.state not in accounted.AMISS,
    }
    return render(request, "fans/manage/told_settle.html", context, status=status)


@transaction.atomic
def _settle(
    request: OrganizerRequest, event: Event, message: Message, verb: str, reason: str
) -> None:
    verbs = IN_DOUBT if message.state == State.UNCERTAIN else LOST
    verbs[verb](message, by=request.user, reason=reason)
    audit.record(
        Deed.MAIL_SETTLED,
        request=request,
        detail=f"{event}, mail {message.pk}: {SAID[verb]} {reason}",
    )


def _performance(event: Event, public_id: str) -> Performance | None:
    if not public_id:
        return None
    rows = event.performances.select_related("band", "venue")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such set.")
    return found


def _notices(event: Event, performance: Performance | None) -> QuerySet[Notice]:
    rows = Notice.objects.filter(event=event, performance=performance)
    return rows.select_related("message").order_by("-pk")


def _seen(request: OrganizerRequest, event: Event, what: str, number: int) -> None:
    """Write down that addresses were looked at."""
    if number:
        detail = f"{event}, {what}, page {_page(request) or 1}: {number} addresses"
        audit.record(Deed.ADDRESSES_SEEN, request=request, detail=detail)


def _page(request: OrganizerRequest) -> str:
    return request.GET.get("page", "")
