"""Mails to those who have an account, composed from what is true when they leave."""

from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string

from accounts import lockouts, member_mails  # noqa: F401 - registers its kinds
from accounts.models import Lockout, Organization, User
from accounts.organizations import postal_address
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import plan

LOCKED = "accounts.locked"
UNITS = (("day", 86_400), ("hour", 3600), ("minute", 60))


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


def _may_sign_in(message: Message) -> bool | str:
    found = User.objects.filter(pk=message.payload["user"], email=message.to, is_active=True)
    return found.exists() or "the account is gone"


def _locked(message: Message) -> Mail:
    organization = Organization.objects.filter(
        pk=message.payload["organization"]
    ).first() or Organization.objects.earliest("pk")
    context = {
        "user": User.objects.get(pk=message.payload["user"]),
        "organization": organization,
        "length": in_words(settings.LOCKOUT_FOR),
        "postal_address": postal_address(organization),
    }
    return Mail(
        subject=render_to_string("accounts/emails/locked.subject.txt", context).strip(),
        text=render_to_string("accounts/emails/locked.txt", context).strip() + "\n",
        sender_name=organization.sender_name or organization.name,
        headers=answers_to(organization),
    )


def answers_to(organization: Organization) -> dict[str, str]:
    """Return the header that says where answers go, if not to whom the mail is from."""
    return {"Reply-To": organization.reply_to} if organization.reply_to else {}


def in_words(length: timedelta) -> str:
    """Say a length of time in the largest unit that fits: 1 hour, 90 minutes, 20 seconds."""
    seconds = max(1, round(length.total_seconds()))
    name, size = next((unit for unit in UNITS if seconds % unit[1] == 0), ("second", 1))
    number = seconds // size
    return f"{number} {name}{'' if number == 1 else 's'}"


register(LOCKED, still_owed=_may_sign_in, compose=_locked)
