"""A mail to a fan: one design, and the ways out that every one has."""

from django.conf import settings
from django.template.loader import render_to_string

from accounts.letters import answers_to, in_words
from accounts.models import Organization
from accounts.organizations import postal_address, site_url
from fans import links
from fans.links import Purpose
from fans.models import Subscriber
from settimes.outbox.kinds import Mail

NO_ADDRESS = "the organization has no postal address, and every mail must name one"


def organization_why_not(organization: Organization) -> str:
    """Say why this organization may write to nobody; nothing when it may."""
    return NO_ADDRESS if settings.HTTPS and not postal_address(organization) else ""


def mail(name: str, subscriber: Subscriber, *, has_way_out: bool = True, **context: object) -> Mail:
    """Return the mail of these templates, with the ways out that mails to a fan have."""
    organization = subscriber.organization
    way_out = links.address(Purpose.UNSUBSCRIBE, links.way_out(subscriber), organization)
    context |= {"way_out": way_out, "length": in_words(settings.FAN_LINK)}
    headers = {
        "List-Unsubscribe": f"<{way_out}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return _written(name, organization, context, headers if has_way_out else {})


def sample(name: str, organization: Organization, **context: object) -> Mail:
    """Return the mail as somebody tries it who is no fan: no link in it acts for anybody."""
    return _written(name, organization, context | {"is_sample": True}, {})


def _written(
    name: str, organization: Organization, context: dict[str, object], headers: dict[str, str]
) -> Mail:
    context = context | {
        "organization": organization,
        "postal_address": postal_address(organization),
        "site": site_url(organization),
    }
    subject = render_to_string(f"fans/emails/{name}.subject.txt", context).strip()
    context["subject"] = subject
    return Mail(
        subject=subject,
        text=render_to_string(f"fans/emails/{name}.txt", context).strip() + "\n",
        html=render_to_string(f"fans/emails/{name}.html", context),
        headers=answers_to(organization) | headers,
        sender_name=organization.sender_name or organization.name,
    )
