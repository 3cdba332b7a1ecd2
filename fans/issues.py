"""The mail with news by city and genre: of one day. What it did not say, the next one says."""

from dataclasses import dataclass
from datetime import datetime

from fans import contents, handing, issue_words, links
from fans.composing import mail
from fans.contents import Contents
from fans.frequencies import issue_day
from fans.handing import Composed
from fans.links import Purpose
from fans.models import Follow, Subscriber, Subscription
from settimes.outbox.kinds import Mail, register
from settimes.outbox.models import Message

ISSUE = "fans.issue"


@dataclass(frozen=True, kw_only=True)
class Issue(Composed):
    subscriptions: list[Subscription]
    contents: Contents

    @property
    def keys(self) -> list[str]:
        return self.contents.keys


def _still_owed(message: Message) -> bool | str:
    return handing.still_owed(message, _find)


def _find(message: Message, subscriber: Subscriber, at: datetime) -> Composed | str:
    organization = subscriber.organization
    day = issue_day(organization, at)
    if day is None or str(day) != message.payload["day"]:
        return "its day is over: the next issue tells what there is"
    subscriptions = list(
        Subscription.objects.filter(subscriber=subscriber, confirmed__isnull=False, issued_for=day)
    )
    found = contents.of_all(organization, [subscriber], subscriptions, day, at)[subscriber.pk]
    if found.is_empty:
        return "there is nothing to tell any more"
    return Issue(subscriber, found.owed, at, subscriptions=subscriptions, contents=found)


def _compose(message: Message) -> Mail:
    issue = message.composed
    if not isinstance(issue, Issue):
        raise TypeError("Nobody has asked yet what there is to tell.")
    subscriber = issue.subscriber
    organization = subscriber.organization
    bands = Follow.objects.filter(subscriber=subscriber, confirmed__isnull=False)
    followed = set(bands.order_by().values_list("band", flat=True))
    said = issue_words.said(issue.contents, issue.subscriptions, followed, organization)
    page = links.address(Purpose.PREFERENCES, links.to_page(subscriber), organization)
    return mail("issue", subscriber, said=said, subscriptions=issue.subscriptions, page=page)


register(ISSUE, still_owed=_still_owed, compose=_compose, moved=handing.moved)
