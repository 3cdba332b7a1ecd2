"""Signing in and out."""

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import SignInForm
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
    form, status = SignInForm(request=request), 200
    if request.method == "POST":
        form = SignInForm(request.POST, request=request)
        if form.is_valid() and form.user:
            auth.login(request, form.user)
            request.session.cycle_key()  # also for somebody who was signed in already
            return HttpResponseRedirect(target)
        status = 422
    context = {"form": form, "next": wanted if is_local(wanted) else ""}
    return render(request, "accounts/login.html", context, status=status)


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    # The next person at this machine finds neither pages nor drafts of the last one.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def is_local(address: str) -> bool:
    """Say whether an address stays on this site: a path, and none that leads elsewhere."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
