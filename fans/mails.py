"""Mails to fans, composed from what is true when they leave."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import tickets
from accounts.models import Organization
from accounts.organizations import postal_address, site_url
from fans import links
from fans.following import pending
from fans.letters import KINDS
from fans.links import Purpose
from fans.models import Letter, Subscriber
from fans.wording import FOLLOW
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message

NO_ADDRESS = "the organization has no postal address, and every mail must name one"


def why_not(organization: Organization) -> str:
    """Say why this organization may write to nobody; nothing when it may."""
    return NO_ADDRESS if settings.HTTPS and not postal_address(organization) else ""


def mail(name: str, subscriber: Subscriber, **context: object) -> Mail:
    """Return the mail of these templates, with the ways out that every mail to a fan has."""
    organization = subscriber.organization
    way_out = links.address(Purpose.UNSUBSCRIBE, subscriber)
    context |= {
        "organization": organization,
        "postal_address": postal_address(organization),
        "site": site_url(organization),
        "way_out": way_out,
    }
    return Mail(
        subject=render_to_string(f"fans/emails/{name}.subject.txt", context).strip(),
        text=render_to_string(f"fans/emails/{name}.txt", context).strip() + "\n",
        html=render_to_string(f"fans/emails/{name}.html", context),
        headers={
            "List-Unsubscribe": f"<{way_out}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        sender_name=organization.sender_name or organization.name,
    )


def _letter(message: Message) -> Letter | None:
    rows = Letter.objects.select_related("subscriber__organization")
    return rows.filter(pk=message.payload["letter"]).first()


def _still_asked(message: Message) -> bool | str:
    letter = _letter(message)
    if letter is None or letter.ended:
        return "nobody asks for it any more"
    if letter.used:
        return "confirmed already"
    if not tickets.still_open(Letter.objects.filter(pk=letter.pk)).exists():
        return "its link would be too old"
    return why_not(letter.subscriber.organization) or True


def _confirm(message: Message) -> Mail:
    letter = Letter.objects.select_related("subscriber__organization").get(
        pk=message.payload["letter"]
    )
    subscriber = letter.subscriber
    path = reverse("fans:confirm", args=[tickets.cut(letter)])
    return mail(
        "confirm",
        subscriber,
        bands=pending(subscriber),
        link=site_url(subscriber.organization) + path,
        days=settings.FAN_LINK.days,
        wording=FOLLOW,
    )


def _known(message: Message) -> Mail:
    letter = Letter.objects.select_related("subscriber__organization").get(
        pk=message.payload["letter"]
    )
    page = links.address(Purpose.PREFERENCES, letter.subscriber)
    return mail("known", letter.subscriber, page=page)


register(KINDS[Letter.Kind.CONFIRM], still_owed=_still_asked, compose=_confirm)
register(KINDS[Letter.Kind.KNOWN], still_owed=_still_asked, compose=_known)
