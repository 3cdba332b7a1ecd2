"""What one signs in with beside the password: seeing, adding and removing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts import authenticators, factors, sealing
from accounts.factor_forms import WRONG_CODE, AppForm
from accounts.models import Authenticator
from accounts.roles import OrganizerRequest
from settimes.htmx import render

TOO_OLD = "This page was open too long. There is a new secret now: read it into the app again."


@never_cache
@require_safe
def factor_list(request: OrganizerRequest) -> HttpResponse:
    context = {"apps": Authenticator.objects.filter(user=request.user)}
    return render(request, "accounts/factors.html", context)


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
    return redirect("accounts:factors")


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
