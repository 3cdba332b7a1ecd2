"""The links by which a new address is confirmed, and an old one kept: pages with one button."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import changing_email
from accounts.models import Ticket, User
from accounts.views.resets import ORIGIN_ALONE, closed
from settimes.htmx import render
from settimes.limits import limit_posts

PAGES = {
    Ticket.Kind.EMAIL: "accounts/email_confirm.html",
    Ticket.Kind.OBJECTION: "accounts/email_object.html",
}
TAKEN = "%s belongs to another account by now. Ask an admin of your organization for help."


@login_not_required
@never_cache
@limit_posts("email link")
@require_http_methods(["GET", "HEAD", "POST"])
def email_confirm(request: HttpRequest, token: str) -> HttpResponse:
    answer = _opened(request, Ticket.Kind.EMAIL, token, changing_email.confirm)
    if isinstance(answer, HttpResponse):
        return answer
    messages.success(request, f"The address of your account is {answer.email} now.")
    return redirect("accounts:account")


@login_not_required
@never_cache
@limit_posts("email link")
@require_http_methods(["GET", "HEAD", "POST"])
def email_object(request: HttpRequest, token: str) -> HttpResponse:
    answer = _opened(request, Ticket.Kind.OBJECTION, token, changing_email.object_to)
    if isinstance(answer, HttpResponse):
        return answer
    messages.success(request, f"{answer.email} stays the address of your account.")
    return redirect("accounts:reset_sent")


def _opened(
    request: HttpRequest,
    kind: Ticket.Kind,
    token: str,
    deed: Callable[[HttpRequest, str], User],
) -> User | HttpResponse:
    """Do it when the button was pressed, else show the page with the button."""
    ticket = changing_email.find(kind, token)
    if ticket is None:
        return closed(request)
    if request.method == "POST":
        try:
            return deed(request, token)
        except changing_email.Used:
            return closed(request)
        except changing_email.Taken:
            messages.error(request, TAKEN % ticket.email)
            return redirect("accounts:login")
    response = render(request, PAGES[kind], {"ticket": ticket})
    response["Referrer-Policy"] = ORIGIN_ALONE
    return response
