"""Asking again who somebody is, before what matters most.

    @fresh_factor           # or @fresh_to_see, where looking matters as well
    def view(request): ...

Whoever has proved it within `FRESH_FOR` comes through: with the second factor, or with the password
where there is none. Otherwise a POST is answered with the question, which carries what was typed,
so that nothing is lost; and what matters to see is led to the question and back.
"""

import functools
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from accounts import audit, doors, lockouts, passkeys, second_step, sessions
from accounts.factor_forms import WRONG_CODE, ProofForm
from accounts.forms import wait_for
from accounts.models import Deed, User
from accounts.passwords import has_own_factor
from settimes.htmx import render
from settimes.middleware import came_from

FIELD = "again"
NOT_IT = "This is not your password. Type it again."
View = Callable[..., HttpResponse]


def fresh_factor(view: View) -> View:
    """Let a view change something only for somebody who has proved lately who they are."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        return asked(request) or view(request, *args, **kwargs)

    return run


def fresh_to_see(view: View) -> View:
    """Let a view be opened only by somebody who has proved lately who they are."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return asked(request) or view(request, *args, **kwargs)

    return run


def is_fresh(request: HttpRequest) -> bool:
    proven = str(request.session.get(sessions.PROVEN, ""))
    if not proven:
        return False
    return bool(timezone.now() - datetime.fromisoformat(proven) < settings.FRESH_FOR)


@sensitive_post_parameters(FIELD)
def asked(request: HttpRequest) -> HttpResponse | None:
    """Return the question, or nothing for somebody who need not be asked."""
    if is_fresh(request):
        return None
    if request.method != "POST" or request.FILES or getattr(request, "htmx", False):
        return elsewhere(request)
    if FIELD not in request.POST:
        return question(request, ProofForm(user=_asked_one(request)), status=403)
    form = ProofForm(request.POST, user=_asked_one(request))
    answer = proved(request, form)
    if answer is None:
        sent = request.POST.copy()
        del sent[FIELD]
        request.POST = sent  # type: ignore[assignment]
    return answer


def elsewhere(request: HttpRequest) -> HttpResponse:
    """Ask on a page of its own, which leads back to the one that is open."""
    here = request.get_full_path() if request.method in {"GET", "HEAD"} else came_from(request)
    if getattr(request, "htmx", False):
        here = request.htmx.current_url_abs_path  # type: ignore[attr-defined]
    page = here or resolve_url(settings.LOGIN_REDIRECT_URL)
    return redirect(f"{resolve_url('accounts:again')}?{urlencode({'next': page}, safe='/')}")


def proved(request: HttpRequest, form: ProofForm) -> HttpResponse | None:
    """Look at what was typed; return the question anew where that does not prove it."""
    wait = 0
    if form.is_valid():
        try:
            prove(request, form.cleaned_data[FIELD])
        except doors.Wrong:
            form.add_error(FIELD, WRONG_CODE if form.by_code else NOT_IT)
        except lockouts.Locked as locked:
            form.add_error(FIELD, wait_for(locked.wait))
            wait = locked.seconds
        else:
            return None
    response = question(request, form, status=429 if wait else 422)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def prove(request: HttpRequest, typed: str) -> None:
    """Take a code or a password as the proof. Raises `doors.Wrong`, `lockouts.Locked`."""
    user, proof = _asked_one(request), ""
    if has_own_factor(user):
        proof = second_step.by_code(request, user, typed)
    else:
        doors.open_for(request, user.email, typed)
    done(request, proof)


def done(request: HttpRequest, proof: str) -> None:
    """Go on in a new session as somebody who has just proved who they are."""
    sessions.proven(request, proof)
    sessions.step_up(request)
    audit.record(Deed.PROVED, request=request, detail=proof or "Password")


def question(request: HttpRequest, form: ProofForm, *, status: int, to: str = "") -> HttpResponse:
    """Ask; the form leads to `to`, or back to where what it carries was sent."""
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {FIELD, "csrfmiddlewaretoken"}
    ]
    context = {
        "form": form,
        "carried": carried,
        "to": to or request.get_full_path(),
        "has_passkey": bool(passkeys.of(_asked_one(request))),
    }
    return render(request, "accounts/again.html", context, status=status)


def _asked_one(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("Only who is signed in can be asked again.")
    return request.user
