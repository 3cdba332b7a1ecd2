"""An admin has a new password asked for, for a member. The link goes to the member alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import members, recovering, resets
from accounts.again import fresh_factor
from accounts.member_forms import WhyForm
from accounts.roles import OrganizerRequest, admin_required
from settimes.htmx import render

ENOUGH = "Enough mails went to this address within the hour. Wait a while, then send the next."
NOT_OURS = (
    "This person belongs to other organizations too, or runs the server, or is you. Whoever runs"
    " the server can help."
)
NOTHING = "There is no second step to take away."
CLOSED = "This account is closed, so nobody can sign in with it."


@admin_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_reset(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    member = get_object_or_404(members.of(request.organization), public_id=public_id)
    form, status = WhyForm(), 200
    if request.method == "POST":
        form, status = WhyForm(request.POST), 422
        if form.is_valid():
            try:
                resets.send_to(request, member.user, reason=form.cleaned_data["reason"])
            except resets.Enough:
                form.add_error(None, ENOUGH)
                status = 429
            except resets.Closed:
                form.add_error(None, CLOSED)
            else:
                messages.success(request, f"A link for a new password goes to {member.user}.")
                return redirect("accounts:member", member.public_id)
    context = {"member": member, "form": form}
    return render(request, "accounts/member_reset.html", context, status=status)


@admin_required
@fresh_factor
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_factors(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    """Take away what stands beside a member's password, when all of it is lost."""
    member = get_object_or_404(members.of(request.organization), public_id=public_id)
    form, status = WhyForm(), 200
    if request.method == "POST":
        form, status = WhyForm(request.POST), 422
        if form.is_valid():
            try:
                recovering.reset(request, member.user, reason=form.cleaned_data["reason"])
            except recovering.NotOurs:
                form.add_error(None, NOT_OURS)
            except recovering.Nothing:
                form.add_error(None, NOTHING)
            else:
                messages.success(request, f"{member.user} begins anew, by a link in their mail.")
                return redirect("accounts:member", member.public_id)
    context = {"member": member, "form": form}
    return render(request, "accounts/member_factors.html", context, status=status)
