"""Mails to fans, composed from what is true when they leave."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from accounts import tickets
from accounts.letters import in_words
from accounts.organizations import site_url
from fans import digests, foretelling, issues, links, trying  # noqa: F401 - registers kinds
from fans.asked import pending
from fans.composing import mail, organization_why_not
from fans.letters import KINDS
from fans.links import Purpose
from fans.models import Letter
from fans.wording import ALWAYS
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message


def _still_asked(message: Message) -> bool | str:
    letter = _letters().filter(pk=message.payload.get("letter")).first()
    if letter is None or letter.ended:
        return "nobody asks for it any more"
    if letter.used:
        return "confirmed already"
    if not tickets.still_open(Letter.objects.filter(pk=letter.pk)).exists():
        return "its link would be too old"
    return organization_why_not(letter.subscriber.organization) or True


def _letters() -> "QuerySet[Letter]":
    return Letter.objects.select_related("subscriber__organization")


def _confirm(message: Message) -> Mail:
    letter = _letters().get(pk=message.payload["letter"])
    asked = pending(letter.subscriber)
    return mail(
        "confirm",
        letter.subscriber,
        asked=asked,
        link=_link("confirm", letter),
        wording=f"{asked.wording} {ALWAYS}",
        kept=in_words(settings.FAN_PENDING),
    )


def _known(message: Message) -> Mail:
    subscriber = _letters().get(pk=message.payload["letter"]).subscriber
    page = links.address(Purpose.PREFERENCES, links.to_page(subscriber), subscriber.organization)
    return mail("known", subscriber, page=page)


def _move(message: Message) -> Mail:
    """Ask at one end of a move. At the new one a stranger may read it, who gets no way out."""
    letter = _letters().get(pk=message.payload["letter"])
    return mail(
        f"move_{letter.kind}",
        letter.subscriber,
        has_way_out=letter.kind == Letter.Kind.OLD,
        email=letter.email,
        link=_link("move", letter),
    )


def _link(page: str, letter: Letter) -> str:
    path = reverse(f"fans:{page}", args=[tickets.cut(letter)])
    return site_url(letter.subscriber.organization) + path


register(KINDS[Letter.Kind.CONFIRM], still_owed=_still_asked, compose=_confirm)
register(KINDS[Letter.Kind.KNOWN], still_owed=_still_asked, compose=_known)
register(KINDS[Letter.Kind.OLD], still_owed=_still_asked, compose=_move)
register(KINDS[Letter.Kind.NEW], still_owed=_still_asked, compose=_move)
