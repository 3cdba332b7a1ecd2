"""Becoming a member by the link of an invitation. Looking at it changes nothing."""

from contextlib import suppress
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import invitations
from accounts.member_forms import HAS_ACCOUNT, AccountForm
from accounts.models import Invitation, Membership, User
from accounts.roles import OrganizerRequest
from accounts.views.resets import ORIGIN_ALONE
from settimes.htmx import render
from settimes.limits import limit_posts


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@limit_posts("join")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: OrganizerRequest, token: str) -> HttpResponse:
    invitation = invitations.find(request.organization, token)
    if invitation is None:
        return closed(request)
    try:
        if request.user.is_authenticated:
            response = _as_member(request, invitation, token)
        else:
            response = _as_somebody_new(request, invitation, token)
    except invitations.Closed:
        return closed(request)
    response["Referrer-Policy"] = ORIGIN_ALONE
    return response


def _as_member(request: OrganizerRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Let somebody who has an account join with one button."""
    rows = Membership.objects.filter(user=request.user, organization=request.organization)
    mine = rows.first()
    if (mine and mine.deactivated_at) or not invitations.is_for(invitation, request.user.email):
        raise invitations.Closed
    if request.method == "POST" and not mine:
        with suppress(IntegrityError):  # joined by another link a moment ago
            invitations.join(token, request.user, request=request)
        return _welcome(request)
    context = {"invitation": invitation, "is_member": bool(mine)}
    return render(request, "accounts/join.html", context)


def _as_somebody_new(request: OrganizerRequest, invitation: Invitation, token: str) -> HttpResponse:
    here = f"{resolve_url('accounts:login')}?{urlencode({'next': request.path})}"
    context = {"invitation": invitation, "sign_in": here}
    if invitation.email and User.objects.filter(email=invitation.email).exists():
        if request.method == "POST":
            return redirect(here)
        return render(request, "accounts/join.html", context)
    form, status = AccountForm(known=invitation.email), 200
    if request.method == "POST":
        sent = request.POST.get("email", "").strip().lower()
        if sent and not invitations.is_for(invitation, sent):
            raise invitations.Closed
        form, status = AccountForm(request.POST, known=invitation.email), 422
        if form.is_valid():
            user = form.new_user()
            user.set_password(form.cleaned_data["password"])  # slow, so before the transaction
            try:
                invitations.join(token, user, request=request)
            except IntegrityError:  # somebody was faster with this address
                form.add_error(None if invitation.email else "email", HAS_ACCOUNT)
            else:
                return _welcome(request)
    return render(request, "accounts/join.html", context | {"form": form}, status=status)


def _welcome(request: OrganizerRequest) -> HttpResponse:
    messages.success(request, f"Welcome to {request.organization}.")
    return redirect("events:manage")


def closed(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing: the same for one that never did."""
    response = render(request, "accounts/join_closed.html", {}, status=404)
    response["Referrer-Policy"] = ORIGIN_ALONE
    return response
