"""Who may do what: the role is checked where things are fetched.

What is not yours does not exist (404); what your role does not reach is refused (403).
"""

import functools
from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from accounts import audit, policy, tickets
from accounts.models import Deed, Invitation, Membership, Organization, Role, User


class OrganizerRequest(HttpRequest):
    """A request of a signed-in member, as the views behind `requires` get it."""

    user: User
    organization: Organization
    role: Role
    factor_due: datetime | None


def role_of(user: User, organization: Organization) -> Role | None:
    """Return what this person is in this organization.

    A superuser is an admin everywhere, but where their membership says something else.
    """
    if not user.is_active:
        return None
    found = Membership.objects.filter(user=user, organization=organization).first()
    if found is None:
        return Role.ADMIN if user.is_superuser else None
    return None if found.deactivated_at else Role(found.role)


def is_shut_out(user: User) -> bool:
    """Say whether this person was deactivated wherever they are a member, and invited nowhere."""
    since = Membership.objects.filter(user=user).values_list("deactivated_at", flat=True)
    if not since or not all(since) or user.is_superuser:
        return False
    return not tickets.still_open(Invitation.objects.filter(email=user.email)).exists()


def roles_of(user: User) -> dict[int, Role]:
    """Return this person's role in each organization they are a member of, by its id."""
    if not user.is_active:
        return {}
    members = Membership.objects.active().filter(user=user)
    found = members.values_list("organization_id", "role")
    return {organization: Role(role) for organization, role in found}


def organizations_of(user: User, wanted: Role) -> QuerySet[Organization]:
    """Return the organizations where this person's role includes `wanted`; all for a superuser."""
    if not user.is_active:
        return Organization.objects.none()
    if user.is_superuser:
        return Organization.objects.all()
    enough = [role for role in Role if role.includes(wanted)]
    members = Membership.objects.active().filter(user=user, role__in=enough)
    return Organization.objects.filter(pk__in=members.values("organization"))


def requires(wanted: Role) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a view be opened only by members whose role includes `wanted`; sets `request.role`."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def run(request: OrganizerRequest, *args: object, **kwargs: object) -> HttpResponse:
            role = role_of(request.user, request.organization)
            if role is None:
                raise Http404("No membership here.")
            if not role.includes(wanted):
                route = request.resolver_match.route if request.resolver_match else ""
                audit.record(Deed.REFUSED, request=request, detail=f"{request.method} {route}")
                raise PermissionDenied
            request.role = role
            if policy.is_needed(role, request.organization):
                shut = policy.shut(request)
                if shut is not None:
                    return shut
                request.factor_due = policy.due(request)
            return view(request, *args, **kwargs)

        return run

    return decorate


viewer_required = requires(Role.VIEWER)
editor_required = requires(Role.EDITOR)
admin_required = requires(Role.ADMIN)
