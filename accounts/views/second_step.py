"""The second page of signing in: a code."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import doors, lockouts, mail_codes, passkeys, second_step, trusted
from accounts.factor_forms import WRONG_CODE, CodeForm
from accounts.forms import wait_for
from accounts.letters import in_words
from accounts.models import Challenge
from settimes.htmx import render
from settimes.limits import limit_posts

OVER = "That took too many tries, or too long. Type your password again."


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@limit_posts("second step")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    challenge = second_step.current(request)
    if challenge is None:
        return over(request)
    form, status, wait = CodeForm(), 200, 0
    if request.method == "POST":
        form, status = CodeForm(request.POST), 422
        try:
            if form.is_valid():
                return _in(request, challenge, form)
        except doors.Wrong:
            form.add_error("code", WRONG_CODE)
        except second_step.Over:
            return over(request)
        except lockouts.Locked as locked:
            form.add_error("code", wait_for(locked.wait))
            status, wait = 429, locked.seconds
    context = {
        "form": form,
        "length": in_words(settings.TRUST_FOR),
        "is_by_mail": mail_codes.is_all(challenge.user),
        "has_passkey": bool(passkeys.of(challenge.user)),
    }
    response = render(request, "accounts/code.html", context, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _in(request: HttpRequest, challenge: Challenge, form: CodeForm) -> HttpResponse:
    """Sign in with the code, and lead on."""
    try:
        target = second_step.finish(request, challenge, form.cleaned_data["code"])
    except second_step.Asked:
        return render(request, "accounts/recovery_asked.html", {})
    response = HttpResponseRedirect(target)
    if form.cleaned_data["trust"]:
        trusted.trust(request, response, challenge.user)
    return response


@login_not_required
@limit_posts("second step")
@require_POST
def code_mail(request: HttpRequest) -> HttpResponse:
    """Send a code by mail to whoever has typed the password."""
    challenge = second_step.current(request)
    if challenge is None:
        return over(request)
    try:
        mail_codes.send(challenge, getattr(request, "organization", None))
    except mail_codes.Enough:
        messages.error(request, "Enough mails went to your address within the hour. Wait a while.")
    else:
        messages.success(request, "A code is on its way to your mailbox.")
    return redirect("accounts:code")


def over(request: HttpRequest) -> HttpResponse:
    """Lead back to the first page; who was there all along needs no excuse."""
    if request.method == "POST":
        messages.error(request, OVER)
    return redirect("accounts:login")
