"""Mails to those who have an account, composed from what is true when they leave."""

from django.conf import settings
from django.urls import reverse

from accounts import (  # noqa: F401 - some register kinds
    factor_mails,
    lockouts,
    mail_codes,
    member_mails,
    own_mails,
)
from accounts.letters import composed, in_words
from accounts.models import Lockout, Organization, User
from accounts.organizations import site_url
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import plan

LOCKED = "accounts.locked"


def tell_locked(owner: User, row: Lockout, organization: Organization | None) -> None:
    """Tell the owner once in a day, however often the account is locked."""
    if not lockouts.may_tell(row):
        return
    told = Lockout.objects.get(kind=Lockout.Kind.ACCOUNT, email=row.email)
    plan(
        key=f"{LOCKED}:{owner.pk}:{told.told_at}",
        kind=LOCKED,
        to=owner.email,
        priority=Priority.URGENT,
        payload={"user": owner.pk, "organization": organization.pk if organization else None},
    )


def _locked(message: Message) -> Mail:
    organization = own_mails.organization_of(message)
    context = {
        "user": User.objects.get(pk=message.payload["user"]),
        "length": in_words(settings.LOCKOUT_FOR),
        "ask_link": site_url(organization) + reverse("accounts:reset"),
    }
    return composed("locked", organization, context)


register(LOCKED, still_owed=own_mails.has_this_address, compose=_locked)
