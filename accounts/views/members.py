"""The members of an organization, as its admins see and change them."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import invitations
from accounts import members as deeds
from accounts.again import fresh_factor
from accounts.member_forms import ReasonForm, RoleForm
from accounts.models import Membership, Organization, Role
from accounts.roles import OrganizerRequest, admin_required, viewer_required
from settimes.htmx import render

LAST_ADMIN = "Nobody else here is an admin. Make somebody else one first."
Deed = Callable[..., None]


@admin_required
@never_cache
@require_safe
def members(request: OrganizerRequest) -> HttpResponse:
    context = {
        "members": list(deeds.of(request.organization)),
        "invitations": list(invitations.pending(request.organization)),
        "now": timezone.now(),
        "day_and_time": day_and_time(request.organization),
    }
    return render(request, "accounts/members.html", context)


@admin_required
@fresh_factor
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    row = _member(request, public_id)
    if request.method != "POST":
        return _page(request, row)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, row, role_form=form)
    try:
        deeds.change_role(row, form.cleaned_data["role"], request=request, reason=_reason(form))
    except deeds.LastAdmin:
        form.add_error("role", LAST_ADMIN)
        return _page(request, row, role_form=form)
    except deeds.Gone:
        raise Http404("No such member.") from None
    row.refresh_from_db()
    messages.success(request, f"{row.user} is {Role(row.role).noun} now.")
    # Whoever gives up the role may not see the members any more.
    return redirect("events:manage" if row.user_id == request.user.pk else "accounts:members")


@admin_required
@require_POST
def member_deactivate(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    return _done(request, public_id, deeds.deactivate, "%s is shut out, from now on.")


@admin_required
@require_POST
def member_reactivate(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    return _done(request, public_id, deeds.reactivate, "%s may come in again.")


@admin_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_remove(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return _done(request, public_id, deeds.remove, "%s is no member any more.")
    context = {"member": _member(request, public_id), "form": ReasonForm()}
    return render(request, "accounts/member_remove.html", context)


@viewer_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: OrganizerRequest) -> HttpResponse:
    mine = get_object_or_404(deeds.of(request.organization), user=request.user)
    last, status = deeds.is_last_admin(mine) and request.role == mine.role == "admin", 200
    if request.method == "POST":
        try:
            deeds.leave(request)
        except deeds.LastAdmin:
            last, status = True, 422
        except deeds.Gone:
            raise Http404("No member any more.") from None
        else:
            messages.success(request, f"You have left {request.organization}.")
            return redirect(settings.LOGOUT_REDIRECT_URL)
    return render(request, "accounts/leave.html", {"is_last_admin": last}, status=status)


def _member(request: OrganizerRequest, public_id: UUID) -> Membership:
    return get_object_or_404(deeds.of(request.organization), public_id=public_id)


def _done(request: OrganizerRequest, public_id: UUID, deed: Deed, said: str) -> HttpResponse:
    """Do what needs no more than a reason, and say so."""
    row, form = _member(request, public_id), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, row, reason_form=form)
    try:
        deed(row, request=request, reason=_reason(form))
    except deeds.LastAdmin:
        form.add_error(None, LAST_ADMIN)
        return _page(request, row, reason_form=form)
    except deeds.Gone:
        raise Http404("No such member.") from None
    messages.success(request, said % row.user)
    return redirect("accounts:members")


def _reason(form: RoleForm | ReasonForm) -> str:
    return str(form.cleaned_data["reason"]).strip()


def _page(
    request: OrganizerRequest,
    row: Membership,
    *,
    role_form: RoleForm | None = None,
    reason_form: ReasonForm | None = None,
) -> HttpResponse:
    forms = {
        "role_form": role_form or RoleForm(initial={"role": row.role}),
        "reason_form": reason_form or ReasonForm(auto_id="id_shut_%s"),
    }
    refused = any(form.is_bound for form in forms.values())
    context = {"member": row, "day_and_time": day_and_time(request.organization), **forms}
    return render(request, "accounts/member.html", context, status=422 if refused else 200)


def day_and_time(organization: Organization) -> str:
    twelve = organization.clock == Organization.Clock.TWELVE
    return "j M Y, g:i a" if twelve else "j M Y, H:i"
