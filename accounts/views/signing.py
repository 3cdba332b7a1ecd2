"""Signing in and out."""

from contextlib import suppress

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import audit, doors, first_run, lockouts, mail_codes, second_step, sessions, trusted
from accounts.forms import NO_MATCH, SignInForm, wait_for
from accounts.models import Deed, TrustedDevice, User
from accounts.passwords import has_second_factor
from settimes.htmx import render


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    target = wanted if is_local(wanted) else resolve_url(settings.LOGIN_REDIRECT_URL)
    if request.method != "POST" and request.user.is_authenticated:
        return HttpResponseRedirect(target)
    if request.method != "POST" and first_run.is_open():
        return redirect("accounts:first_run")
    form, status, wait = SignInForm(), 200, None
    if request.method == "POST":
        form, status = SignInForm(request.POST), 422
        if form.is_valid():
            typed = form.cleaned_data
            try:
                user, device = _opened(request, typed["email"], typed["password"])
            except doors.Wrong:
                form.add_error("password", NO_MATCH)
            except lockouts.Locked as locked:
                form.add_error("password", wait_for(locked.wait))
                status, wait = 429, locked.seconds
            else:
                if device is None and has_second_factor(user):
                    second_step.begin(request, user, remember=typed["remember"], target=target)
                    send_first(request, user)
                    return redirect("accounts:code")
                proof = trusted.NAME if device else ""
                sessions.begin(
                    request, user, remember=typed["remember"], proof=proof, fresh=not device
                )
                audit.record(Deed.SIGNED_IN, request=request, by=user, detail=proof)
                return HttpResponseRedirect(target)
    context = {"form": form, "next": wanted if is_local(wanted) else ""}
    response = render(request, "accounts/login.html", context, status=status)
    if wait is not None:
        response["Retry-After"] = str(wait)
    return response


def send_first(request: HttpRequest, user: User) -> None:
    """Send the code at once to who has nothing but codes by mail."""
    challenge = second_step.current(request)
    if challenge and mail_codes.is_all(user):
        with suppress(mail_codes.Enough):
            mail_codes.send(challenge, getattr(request, "organization", None))


def _opened(request: HttpRequest, email: str, password: str) -> tuple[User, TrustedDevice | None]:
    """Return whose password it is, and the row of this browser where that is enough."""
    device = trusted.find(request, email)
    if device is None:
        return doors.open_for(request, email, password), None
    user = doors.open_for(request, email, password, bucket=trusted.bucket(device))
    trusted.used(device)
    return user, device


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        audit.record(Deed.SIGNED_OUT, request=request)
    return signed_out(request)


def signed_out(request: HttpRequest) -> HttpResponse:
    """End this session and lead to where everybody may be."""
    auth.logout(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    # The next person at this machine finds no page of the last one. "storage" would take the route
    # that a fan keeps on this device, the same person's as a rule; organizers' pages put nothing
    # there.
    response["Clear-Site-Data"] = '"cache"'
    return response


def is_local(address: str) -> bool:
    """Say whether an address stays on this site: a path, and none that leads elsewhere."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
