"""What a page's script asks and answers about passkeys: JSON, of this site alone."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp_webauthn.models import WebAuthnCredential

from accounts import again, audit, factors, passkeys, second_step, sessions
from accounts.again import fresh_factor, fresh_to_see
from accounts.models import Deed, User
from accounts.roles import OrganizerRequest
from accounts.views.factors import removal
from accounts.views.signing import is_local
from settimes.htmx import render
from settimes.limits import limit_posts

NOT_JSON, REFUSED = 415, 422
REFUSED_WORDS = "This passkey did not work here. Try again, or use another way."
DEFAULT_NAME = "Passkey"


@fresh_to_see
@never_cache
@require_safe
def passkey_new(request: OrganizerRequest) -> HttpResponse:
    return render(request, "accounts/passkey_new.html", {})


@fresh_factor
@never_cache
@require_POST
def passkey_add_begin(request: OrganizerRequest) -> HttpResponse:
    return JsonResponse(passkeys.begin_adding(request, request.user))


@fresh_factor
@never_cache
@require_POST
def passkey_add(request: OrganizerRequest) -> HttpResponse:
    sent = _sent(request)
    name = " ".join(str(sent.get("name", "")).split()) or DEFAULT_NAME
    try:
        device = passkeys.add(request, request.user, sent.get("passkey"), name)
    except passkeys.Refused as refused:
        return _refused(request, refused)
    factors.added(request, request.user, device)
    messages.success(request, f"“{device.name}” opens your account from now on.")
    return JsonResponse({"to": reverse("accounts:factors")})


@login_not_required
@never_cache
@limit_posts("passkey")
@require_POST
def passkey_begin(request: HttpRequest) -> HttpResponse:
    """Ask for a passkey: of who is signed in or half-way, else of anybody."""
    return JsonResponse(passkeys.begin_asking(request, _whose(request)))


@login_not_required
@never_cache
@limit_posts("passkey")
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """Look at the answer, and say where it leads."""
    sent, whose = _sent(request), _whose(request)
    try:
        device = passkeys.accept(request, whose, sent.get("passkey"))
        to = _entered(request, whose, device, sent)
    except (passkeys.Refused, second_step.Over) as refused:
        return _refused(request, refused)
    return JsonResponse({"to": to, "token": get_token(request)})


@fresh_to_see
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_remove(request: OrganizerRequest, pk: int) -> HttpResponse:
    device = get_object_or_404(WebAuthnCredential, user=request.user, pk=pk)
    return removal(request, device)


def _entered(
    request: HttpRequest, whose: User | None, device: WebAuthnCredential, sent: dict[str, Any]
) -> str:
    """Let in whoever the passkey belongs to; return where that leads."""
    if request.user.is_authenticated:
        again.done(request, device.name)
        return ""
    if whose is not None:
        return second_step.enter(request, whose, device.name)
    sessions.begin(request, device.user, proof=device.name)
    audit.record(Deed.SIGNED_IN, request=request, by=device.user, detail=device.name)
    wanted = str(sent.get("next", ""))
    return wanted if is_local(wanted) else resolve_url(settings.LOGIN_REDIRECT_URL)


def _whose(request: HttpRequest) -> User | None:
    if isinstance(request.user, User):
        return request.user
    challenge = second_step.current(request)
    return challenge.user if challenge else None


def _sent(request: HttpRequest) -> dict[str, Any]:
    """Return the object that the script sent; another site's form cannot send this type."""
    if request.content_type != "application/json":
        raise BadRequest("Not JSON.")
    try:
        found = json.loads(request.body)
    except ValueError as error:
        raise BadRequest("Not JSON.") from error
    if not isinstance(found, dict):
        raise BadRequest("Not an object.")
    return found


def _refused(request: HttpRequest, why: Exception) -> HttpResponse:
    audit.record(Deed.PASSKEY_REFUSED, request=request, detail=str(getattr(why, "why", "too late")))
    return JsonResponse({"error": REFUSED_WORDS}, status=REFUSED)
