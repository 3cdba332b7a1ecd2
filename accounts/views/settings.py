"""An organization's settings, for its admins, and the sheet that holds its colours."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import colours, house
from accounts.house_form import HouseForm, from_session, mended
from accounts.organizations import postal_address
from accounts.roles import OrganizerRequest, admin_required
from settimes.htmx import render
from settimes.outbox.letters import sender_address

PAGE = "accounts:settings"
# What the last save of this session changed: the values before, and the mark after.
KEPT = "settings_before"
# What was undone offers Redo beside it.
SAVED, UNDID = "Saved: %s.", "Undid: %s."


@admin_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: OrganizerRequest) -> HttpResponse:
    organization, status = request.organization, 200
    data, is_look = mended(request.POST)
    overtaken: house.Overtaken | None = None
    form = HouseForm(data if request.method == "POST" else None, organization=organization)
    if request.method == "POST" and not is_look:
        status = 422
        if form.is_valid():
            try:
                _save(request, form.values, seen=form.cleaned_data["seen"], said=SAVED)
            except house.Overtaken as first:
                overtaken, status = first, 409
                form.show_theirs(first.now)
            except ValidationError as errors:
                form.refuse(errors)
            else:
                return redirect(PAGE)
    context = {
        "form": form,
        "overtaken": overtaken,
        "sent_from": sender_address(),
        "names_postal_address": bool(postal_address(organization)),
    }
    partial = "colours" if is_look else None
    return render(request, "accounts/settings.html", context, partial=partial, status=status)


@admin_required
@require_POST
def settings_undo(request: OrganizerRequest) -> HttpResponse:
    """Put back what the last save of this session changed, unless somebody saved since."""
    kept = request.session.get(KEPT)
    if not isinstance(kept, dict) or kept.get("organization") != request.organization.pk:
        messages.info(request, "There is nothing to undo.")
        return redirect(PAGE)
    said = SAVED if kept["is_undo"] else UNDID
    try:
        _save(request, from_session(kept["before"]), seen=kept["seen"], said=said)
    except house.Overtaken as first:
        del request.session[KEPT]
        messages.error(request, f"Not undone: {first.who} changed these settings since.")
    return redirect(PAGE)


def _save(request: OrganizerRequest, values: dict[str, object], *, seen: str, said: str) -> None:
    before = house.save(request.organization, values, seen=seen, request=request)
    if not before:
        messages.info(request, "It was so already.")
        return
    request.organization.refresh_from_db()
    request.session[KEPT] = {
        "organization": request.organization.pk,
        "before": before,
        "seen": house.mark(request.organization),
        "is_undo": said == UNDID,
    }
    names = ", ".join(house.LABELS[name] for name in before)
    messages.success(request, said % names, extra_tags=resolve_url("accounts:settings_undo"))


@login_not_required
@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def colour_sheet(request: HttpRequest, pair: str) -> HttpResponse:
    """Return the sheet that its address describes."""
    found = colours.pair_of(pair)
    if found is None:
        raise Http404("No such colours, or nothing can be read on them.")
    return HttpResponse(colours.sheet(*found), content_type="text/css; charset=utf-8")
