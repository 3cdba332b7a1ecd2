"""What is done to members: their role, shutting out and letting in again, going.

Each verb holds the organization's row and looks again at what everybody is by then, so that of two
admins who do it to each other at the same moment one comes too late. There always is an admin.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts import audit, policy, sessions
from accounts.member_mails import tell_member
from accounts.models import Deed, Membership, Organization, Role
from accounts.roles import OrganizerRequest, role_of


class LastAdmin(Exception):
    """Without this one nobody could run the place."""


class Gone(Exception):
    """This person is no member any more."""


def of(organization: Organization) -> QuerySet[Membership]:
    """Return the members with when each was last seen; those who are shut out come last."""
    seen = Coalesce(Max("user__sessions__seen"), F("user__last_login"))
    members = Membership.objects.filter(organization=organization).select_related("user")
    return members.annotate(last_seen=seen).order_by(
        F("deactivated_at").asc(nulls_first=True), "user__name", "user__email"
    )


def is_last_admin(member: Membership) -> bool:
    """Say whether nobody else may run this organization."""
    admins = Membership.objects.active().filter(role=Role.ADMIN, user__is_active=True)
    others = admins.filter(organization=member.organization_id).exclude(pk=member.pk)
    return not others.exists()


@transaction.atomic
def change_role(member: Membership, role: Role, *, request: OrganizerRequest, reason: str) -> None:
    row = _held(member, request)
    if row.role == role:
        return
    _keep_an_admin(row, role)
    was = row.get_role_display()
    row.role = role
    row.save(update_fields=["role", "updated"])
    _written(Deed.ROLE_CHANGED, row, request, f"{was} to {row.get_role_display()}", reason)
    tell_member(row, "role", by=request.user, reason=reason)
    policy.ask(row.user)
    sessions.outdate(row.user)
    if row.user_id == request.user.pk:
        sessions.step_up(request)


@transaction.atomic
def deactivate(member: Membership, *, request: OrganizerRequest, reason: str) -> None:
    """Shut a member out at once, everywhere they are signed in; they stay on the list."""
    row = _held(member, request)
    if row.deactivated_at:
        return
    _keep_an_admin(row)
    row.deactivated_at = timezone.now()
    row.save(update_fields=["deactivated_at", "updated"])
    _written(Deed.DEACTIVATED, row, request, "", reason)
    tell_member(row, "deactivated", by=request.user, reason=reason)
    sessions.end_all(row.user)


@transaction.atomic
def reactivate(member: Membership, *, request: OrganizerRequest, reason: str) -> None:
    row = _held(member, request)
    if not row.deactivated_at:
        return
    row.deactivated_at = None
    row.save(update_fields=["deactivated_at", "updated"])
    _written(Deed.REACTIVATED, row, request, "", reason)
    tell_member(row, "reactivated", by=request.user, reason=reason)


@transaction.atomic
def remove(member: Membership, *, request: OrganizerRequest, reason: str) -> None:
    """Take somebody off the list. Their account stays theirs, and what they made stays ours."""
    row = _held(member, request)
    _keep_an_admin(row)
    _written(Deed.REMOVED, row, request, "", reason)
    tell_member(row, "removed", by=request.user, reason=reason)
    row.delete()
    sessions.end_all(row.user)


@transaction.atomic
def leave(request: OrganizerRequest) -> None:
    """Go by oneself."""
    _hold(request.organization)
    row = Membership.objects.filter(user=request.user, organization=request.organization).first()
    if row is None:
        raise Gone
    _keep_an_admin(row)
    audit.record(Deed.LEFT, request=request, detail=str(row.get_role_display()))
    row.delete()
    sessions.step_up(request)
    sessions.end_all(request.user, but=request)


def _held(member: Membership, request: OrganizerRequest) -> Membership:
    """Hold the organization, and read the member anew."""
    hold(request)
    rows = Membership.objects.select_related("user").filter(organization=request.organization)
    row = rows.filter(pk=member.pk).first()
    if row is None:
        raise Gone
    return row


def hold(request: OrganizerRequest) -> None:
    """Let nobody else change who belongs here, until this transaction ends."""
    _hold(request.organization)
    if role_of(request.user, request.organization) != Role.ADMIN:
        raise PermissionDenied


def _hold(organization: Organization) -> None:
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def _keep_an_admin(row: Membership, role: Role | None = None) -> None:
    is_admin = row.role == Role.ADMIN and not row.deactivated_at
    if is_admin and role != Role.ADMIN and is_last_admin(row):
        raise LastAdmin


def _written(
    what: Deed, row: Membership, request: OrganizerRequest, detail: str, reason: str
) -> None:
    said = ". ".join(part for part in (detail, reason) if part)
    audit.record(what, request=request, about=row.user, detail=said)
