"""Asking for a new password, and setting it by the link that came."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import resets
from accounts.own_forms import AskForm, NewPasswordForm
from settimes.htmx import render
from settimes.limits import limit_posts

# Rows count who asks for what; this is for a browser that never stops.
ASKS_PER_BROWSER = (100, 600)
# The address of such a page is a secret, so no server is told it. (With "no-referrer" a browser
# would not say either where a form comes from, and every form would be refused.)
ORIGIN_ALONE = "strict-origin"


@login_not_required
@never_cache
@limit_posts("reset", browser=ASKS_PER_BROWSER)
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    form, status = AskForm(), 200
    if request.method == "POST":
        form, status = AskForm(request.POST), 422
        if form.is_valid():
            resets.ask(request, form.cleaned_data["email"])
            return redirect("accounts:reset_sent")
    return render(request, "accounts/reset.html", {"form": form}, status=status)


@login_not_required
@never_cache
@require_safe
def reset_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/reset_sent.html", {})


@login_not_required
@never_cache
@sensitive_post_parameters("new")
@limit_posts("reset link")
@require_http_methods(["GET", "HEAD", "POST"])
def reset_set(request: HttpRequest, token: str) -> HttpResponse:
    owner = resets.find(token)
    if owner is None:
        return closed(request)
    form, status = NewPasswordForm(owner=owner), 200
    if request.method == "POST":
        form, status = NewPasswordForm(request.POST, owner=owner), 422
        if form.is_valid():
            try:
                resets.finish(request, owner, token, form.cleaned_data["new"])
            except resets.Used:
                return closed(request)
            messages.success(request, "Your new password holds. Sign in with it.")
            return redirect("accounts:login")
    response = render(
        request, "accounts/reset_set.html", {"form": form, "owner": owner}, status=status
    )
    response["Referrer-Policy"] = ORIGIN_ALONE
    return response


def closed(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing: the same for one that never did."""
    response = render(request, "accounts/link_closed.html", {}, status=404)
    response["Referrer-Policy"] = ORIGIN_ALONE
    return response
