"""Inviting people, as admins do it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import invitations
from accounts.again import fresh_factor
from accounts.member_forms import InviteForm
from accounts.models import Invitation
from accounts.organizations import site_url
from accounts.roles import OrganizerRequest, admin_required
from accounts.views.members import day_and_time
from settimes.htmx import render

TOLD = "Invited: %s. The mail is on its way."
ENOUGH = "This address was sent several mails just now. Wait an hour, or hand over a link."
MEMBER = "Whoever has this address is a member already."
GONE = "No such invitation."
INVITED = "This address is invited already. On the members page you can send it again."


@admin_required
@fresh_factor
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: OrganizerRequest) -> HttpResponse:
    form, status = InviteForm(), 200
    if request.method == "POST":
        form, status = InviteForm(request.POST), 422
        if form.is_valid():
            try:
                return _sent(request, *_invited(form, request))
            except invitations.AlreadyMember:
                form.add_error("email", MEMBER)
            except invitations.AlreadyInvited:
                form.add_error("email", INVITED)
            except invitations.TooManyMails:
                form.add_error("email", ENOUGH)
    return render(request, "accounts/invite.html", {"form": form}, status=status)


@admin_required
@require_POST
def invitation_again(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    row = _invitation(request, public_id)
    try:
        token = invitations.invite_again(row, request=request)
    except invitations.Closed:
        raise Http404(GONE) from None
    except invitations.TooManyMails:
        messages.error(request, ENOUGH)
        return redirect("accounts:members")
    row.refresh_from_db()
    return _sent(request, row, token)


@admin_required
@require_POST
def invitation_revoke(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    row = _invitation(request, public_id)
    try:
        invitations.revoke(row, request=request)
    except invitations.Closed:
        raise Http404(GONE) from None
    messages.success(request, f"Revoked: {row.email or 'a link to hand over'}.")
    return redirect("accounts:members")


def _invited(form: InviteForm, request: OrganizerRequest) -> tuple[Invitation, str]:
    typed = form.cleaned_data
    return invitations.invite(typed["email"], typed["role"], request=request)


def _sent(request: OrganizerRequest, row: Invitation, token: str) -> HttpResponse:
    """Say that the mail is on its way, or show the link: this once, as nobody can read it again."""
    if not token:
        messages.success(request, TOLD % row.email)
        return redirect("accounts:members")
    context = {
        "invitation": row,
        "link": site_url(request.organization) + reverse("accounts:join", args=[token]),
        "day_and_time": day_and_time(request.organization),
    }
    response = render(request, "accounts/invitation.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _invitation(request: OrganizerRequest, public_id: UUID) -> Invitation:
    return get_object_or_404(invitations.pending(request.organization), public_id=public_id)
