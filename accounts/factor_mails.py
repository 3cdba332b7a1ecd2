"""Mails to somebody about what they sign in with."""

import uuid

from django.urls import reverse
from django.utils import timezone

from accounts.letters import composed
from accounts.models import Deed, Organization, User
from accounts.organizations import site_url
from accounts.own_mails import has_this_address, organization_of
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import plan

FACTORS = "accounts.factors"


def tell(
    owner: User, what: Deed, name: str, organization: Organization | None, *, about: str = ""
) -> None:
    """Tell the owner that something changed, or was used, and what to do if it was not them."""
    plan(
        key=f"{FACTORS}:{uuid.uuid4()}",
        kind=FACTORS,
        to=owner.email,
        priority=Priority.URGENT,
        payload={
            "user": owner.pk,
            "organization": organization.pk if organization else None,
            "what": what.value,
            "name": name,
            "about": about,
            "at": timezone.now().isoformat(),
        },
    )


def _about_factors(message: Message) -> Mail:
    organization = organization_of(message)
    context = {
        **message.payload,
        "user": User.objects.get(pk=message.payload["user"]),
        "ask_link": site_url(organization) + reverse("accounts:reset"),
    }
    return composed("factors", organization, context)


register(FACTORS, still_owed=has_this_address, compose=_about_factors)
