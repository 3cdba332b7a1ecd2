"""Deleting an account. What somebody made stays, their name goes: the ledger says “Somebody who
left”, and the audit record knows a number that is nobody's any more.
"""

from contextlib import suppress

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest

from accounts import audit, members
from accounts.models import (
    Deed,
    Invitation,
    Lockout,
    Membership,
    Organization,
    Role,
    SignInTry,
    User,
)
from accounts.organizations import renew_all_pages
from settimes.outbox.addresses import BadAddress
from settimes.outbox.forgetting import forget, forget_told

GONE = "An account that is gone"


class Needed(Exception):
    """Without this person nobody could run something. Says what."""

    def __init__(self, organizations: list[Organization], *, runs_the_server: bool) -> None:
        self.organizations, self.runs_the_server = organizations, runs_the_server
        super().__init__("Somebody else must be able to run it first.")


def why_not(owner: User) -> Needed | None:
    """Return what nobody else could run."""
    admin = Membership.objects.active().filter(user=owner, role=Role.ADMIN)
    alone = [
        row.organization
        for row in admin.select_related("organization")
        if members.is_last_admin(row)
    ]
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=owner.pk)
    runs_the_server = owner.is_superuser and not others.exists()
    return Needed(alone, runs_the_server=runs_the_server) if alone or runs_the_server else None


@transaction.atomic
def leave_for_good(request: HttpRequest, owner: User) -> None:
    """Delete one's own account, or raise `Needed`."""
    of_owner = Membership.objects.filter(user=owner)
    # Held as every verb about members holds them: of two last admins one comes too late.
    held = Organization.objects.filter(pk__in=of_owner.values("organization")).order_by("pk")
    list(held.select_for_update(no_key=True))
    list(User.objects.select_for_update(no_key=True).filter(is_superuser=True).order_by("pk"))
    reasons = why_not(owner)
    if reasons:
        raise reasons
    audit.record(Deed.ACCOUNT_DELETED, request=request, by=owner, about=owner)
    delete(owner)


def delete(owner: User) -> None:
    """Delete an account and what names its owner elsewhere."""
    forget_mails(owner)
    Invitation.objects.filter(email=owner.email, used__isnull=False).delete()
    SignInTry.objects.filter(email=owner.email).delete()
    Invitation.objects.filter(email=owner.email).delete()
    Lockout.objects.filter(email=owner.email).delete()
    about = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(owner.pk)
    )
    about.update(object_repr=GONE, change_message="")
    owner.delete()
    renew_all_pages()


def forget_mails(owner: User) -> None:
    """Take them out of mails to them, and their name out of mails to others."""
    forget_told(kinds="accounts.", by=str(owner))
    with suppress(BadAddress):  # then no mail was ever sent there
        forget(owner.email, kinds="accounts.")
