"""The first person of an empty installation: becomes admin and staff, and the door closes."""

from django.db import transaction

from accounts import audit
from accounts.models import Deed, Membership, Organization, Role, User
from accounts.organizations import OrganizationRequest, renew_all_pages


class Closed(Exception):
    """Somebody has an account already."""


def is_open() -> bool:
    """Say whether nobody has an account yet."""
    return not User.objects.exists()


@transaction.atomic
def finish(user: User, name: str, zone: str, *, request: OrganizationRequest) -> None:
    """Make `user`, who is unsaved, the first admin; of several at once one is the first."""
    organization = Organization.objects.select_for_update().get(pk=request.organization.pk)
    if not is_open():
        raise Closed
    organization.name, organization.timezone = name, zone
    organization.save(update_fields=["name", "timezone", "updated"])
    user.is_staff = user.is_superuser = True
    user.save()
    make_admin(user, organization, request=request)
    renew_all_pages()


def make_admin(
    user: User, organization: Organization, *, request: OrganizationRequest | None = None
) -> None:
    """Make somebody new an admin, and write both down."""
    Membership.objects.create(user=user, organization=organization, role=Role.ADMIN)
    for what in (Deed.ACCOUNT_CREATED, Deed.JOINED):
        detail = str(Role.ADMIN.label) if what == Deed.JOINED else ""
        audit.record(
            what, request=request, by=user, about=user, organization=organization, detail=detail
        )
