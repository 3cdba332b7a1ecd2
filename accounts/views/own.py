"""One's own account: what is known of it, and changing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import changing_email, doors, lockouts, own, sessions
from accounts.again import fresh_factor
from accounts.forms import wait_for
from accounts.models import Membership
from accounts.own_forms import EmailForm, NameForm, OwnerForm, PasswordForm
from accounts.roles import OrganizerRequest
from settimes.htmx import render

NOT_IT = "This is not your password. Type it again."
MAILED = (
    "Look into the mail of %s: a link there makes it the address of your account. Until then"
    " nothing changes."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: OrganizerRequest) -> HttpResponse:
    """Show the account; the name is changed right here."""
    form, status = NameForm(initial={"name": request.user.name}), 200
    if request.method == "POST":
        form, status = NameForm(request.POST), 422
        if form.is_valid():
            if own.rename(request, request.user, form.cleaned_data["name"]):
                messages.success(request, f"You are {request.user} from now on.")
            return redirect("accounts:account")
    memberships = Membership.objects.filter(user=request.user).select_related("organization")
    context = {
        "form": form,
        "memberships": memberships,
        "belongs_here": any(one.organization == request.organization for one in memberships),
        "places": sessions.of(request.user).count(),
    }
    return render(request, "accounts/account.html", context, status=status)


@never_cache
@sensitive_post_parameters("current", "new")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: OrganizerRequest) -> HttpResponse:
    owner = request.user
    form = PasswordForm(request.POST if request.method == "POST" else None, owner=owner)
    if request.method == "POST" and form.is_valid() and is_owner(request, form):
        own.change_password(request, owner, form.cleaned_data["new"])
        messages.success(request, "Your new password holds. Everywhere else you are signed out.")
        return redirect("accounts:account")
    return asked_again(request, "accounts/password.html", form)


@fresh_factor
@never_cache
@sensitive_post_parameters("current")
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: OrganizerRequest) -> HttpResponse:
    owner = request.user
    form = EmailForm(request.POST if request.method == "POST" else None, owner=owner)
    if request.method == "POST" and form.is_valid() and is_owner(request, form):
        changing_email.ask(request, owner, form.cleaned_data["email"])
        messages.success(request, MAILED % form.cleaned_data["email"])
        return redirect("accounts:account")
    return asked_again(request, "accounts/email.html", form)


def is_owner(request: OrganizerRequest, form: OwnerForm) -> bool:
    """Ask for the password once more, at the one door; what is wrong the form says."""
    try:
        doors.open_for(request, request.user.email, form.cleaned_data["current"])
    except doors.Wrong:
        form.add_error("current", NOT_IT)
    except lockouts.Locked as locked:
        form.add_error("current", wait_for(locked.wait))
        form.wait = locked.seconds
    else:
        return True
    return False


def asked_again(
    request: OrganizerRequest, template: str, form: OwnerForm, **more: object
) -> HttpResponse:
    """Show the form, with what is wrong when it was sent."""
    status = 422 if form.is_bound else 200
    status = 429 if form.wait else status
    response = render(request, template, {"form": form, **more}, status=status)
    if form.wait:
        response["Retry-After"] = str(form.wait)
    return response
