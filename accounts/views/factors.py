"""What one signs in with beside the password: seeing, adding and removing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.models import Device

from accounts import (
    audit,
    authenticators,
    backup_codes,
    factors,
    passkeys,
    policy,
    sealing,
    trusted,
)
from accounts.again import fresh_factor, fresh_to_see
from accounts.factor_forms import WRONG_CODE, AppForm, LastForm
from accounts.models import Authenticator, Deed, MailCodes
from accounts.passwords import has_second_factor
from accounts.roles import OrganizerRequest
from accounts.views.own import is_owner
from settimes.htmx import render

TOO_OLD = "This page was open too long. There is a new secret now: read it into the app again."


@never_cache
@require_safe
def factor_list(request: OrganizerRequest) -> HttpResponse:
    context = {
        "passkeys": passkeys.of(request.user),
        "apps": Authenticator.objects.filter(user=request.user),
        "codes_left": backup_codes.left(request.user),
        "has_any": has_second_factor(request.user),
        "devices": trusted.of(request.user),
        "by_mail": MailCodes.objects.filter(user=request.user).exists(),
        "may_by_mail": not policy.is_needed_by(request.user),
        "due": policy.due(request),
        "is_over": policy.shut(request) is not None,
    }
    return render(request, "accounts/factors.html", context)


@fresh_to_see
@never_cache
@sensitive_variables()
@sensitive_post_parameters("code", "draft")
@require_http_methods(["GET", "HEAD", "POST"])
def app_add(request: OrganizerRequest) -> HttpResponse:
    """Show a secret, and keep it once the app has shown what it makes of it."""
    if request.method != "POST":
        return _app_page(request, AppForm())
    form = AppForm(request.POST)
    if not form.is_valid():
        return _app_page(request, form)
    typed = form.cleaned_data
    try:
        app = authenticators.add(request.user, typed["draft"], typed["code"], typed["name"])
    except sealing.Unreadable:
        form.add_error("code", TOO_OLD)
        return _app_page(request, form)
    if app is None:
        form.add_error("code", WRONG_CODE)
        return _app_page(request, form)
    factors.added(request, request.user, app)
    messages.success(request, f"“{app.name}” shows your codes from now on.")
    if backup_codes.left(request.user):
        return redirect("accounts:factors")
    return _codes_page(request)


@fresh_to_see
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def app_remove(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    app = get_object_or_404(Authenticator, user=request.user, public_id=public_id)
    return removal(request, app)


@fresh_factor
@never_cache
@require_POST
def codes_make(request: OrganizerRequest) -> HttpResponse:
    if not has_second_factor(request.user):
        messages.error(request, "Backup codes stand in for something. Add an app first.")
        return redirect("accounts:factors")
    return _codes_page(request)


@sensitive_variables()
def _codes_page(request: OrganizerRequest) -> HttpResponse:
    """Show a new set, this once."""
    codes = backup_codes.make(request, request.user)
    shown = [" ".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in codes]
    return render(request, "accounts/codes.html", {"codes": shown})


@fresh_factor
@never_cache
@require_POST
def mail_add(request: OrganizerRequest) -> HttpResponse:
    if policy.is_needed_by(request.user):
        messages.error(request, "Codes by mail are not enough for what you may do here.")
        return redirect("accounts:factors")
    device, is_new = MailCodes.objects.get_or_create(
        user=request.user, defaults={"name": "Codes by mail"}
    )
    if is_new:
        factors.added(request, request.user, device)
        messages.success(request, "A code comes by mail whenever you sign in.")
    return redirect("accounts:factors")


@fresh_to_see
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_remove(request: OrganizerRequest) -> HttpResponse:
    return removal(request, get_object_or_404(MailCodes, user=request.user))


@require_POST
def device_forget(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    device = get_object_or_404(trusted.of(request.user), public_id=public_id)
    device.delete()
    audit.record(Deed.DEVICE_FORGOTTEN, request=request, detail=device.name)
    messages.success(request, f"{device.name} is asked for the second step again.")
    return redirect("accounts:factors")


def removal(request: OrganizerRequest, device: Device) -> HttpResponse:
    """Ask, and take it away. The last one goes only where the password can hold alone."""
    is_last = len(factors.of(request.user)) == 1
    form, status = LastForm(owner=request.user), 200
    if request.method == "POST":
        form = LastForm(request.POST if is_last else None, owner=request.user)
        may = is_last and form.is_valid() and is_owner(request, form)
        try:
            factors.remove(request, request.user, device, may_be_last=may)
        except factors.Required:
            return render(request, "accounts/factor_needed.html", {"device": device}, status=400)
        except factors.Last:
            is_last, status = True, 429 if form.wait else 422
        else:
            messages.success(request, f"“{device.name}” is gone.")
            return redirect("accounts:factors")
    context = {"device": device, "is_last": is_last, "form": form}
    response = render(request, "accounts/factor_remove.html", context, status=status)
    if form.wait:
        response["Retry-After"] = str(form.wait)
    return response


@sensitive_variables()
def _app_page(request: OrganizerRequest, form: AppForm) -> HttpResponse:
    """Show the form with the secret that it was sent with, or with a new one."""
    user, drafted = request.user, str(form.data.get("draft", ""))
    try:
        secret = authenticators.secret_of(user, drafted)
    except sealing.Unreadable:
        drafted = authenticators.draft(user)
        secret = authenticators.secret_of(user, drafted)
    address = authenticators.address_of(user, secret, request.organization.name)
    width, path = authenticators.squares(address)
    context = {
        "form": form,
        "draft": drafted,
        "groups": [secret[at : at + 4] for at in range(0, len(secret), 4)],
        "address": address,
        "width": width,
        "path": path,
    }
    status = 422 if form.is_bound else 200
    return render(request, "accounts/app_add.html", context, status=status)
