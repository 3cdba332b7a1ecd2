"""What became of every mail about an event, so that the sums add up: in all, by set, by news.

planned = sent + waiting + failed + not sent + in doubt + bounced + sent again + closed + left out.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet

from events.models import Event, Performance
from fans.models import Notice
from fans.truth import News
from settimes.outbox.models import Message
from settimes.outbox.states import OPEN, State

# Each state in a word, in the order they are said. A mail may say less than was planned.
SENT, LEFT_OUT = "sent", "left out: not true any more"
WORDS = {
    State.SENT: SENT,
    **dict.fromkeys(OPEN, "waiting"),
    State.FAILED: "failed",
    State.SUPPRESSED: "not sent",
    State.UNCERTAIN: "in doubt",
    State.BOUNCED: "bounced",
    State.RESENT: "sent again",
    State.CLOSED: "closed",
}
ORDER = [*dict.fromkeys(WORDS.values()), LEFT_OUT]
ON_A_PAGE = 20
AMISS = (State.UNCERTAIN, State.FAILED, State.BOUNCED)


@dataclass(frozen=True)
class Tally:
    """How many were planned, and what became of them."""

    parts: Mapping[str, int]

    @property
    def planned(self) -> int:
        return sum(self.parts.values())

    @property
    def in_words(self) -> str:
        """Say it as a sum: 412 planned = 400 sent + 12 waiting."""
        said = [f"{self.parts[word]:,} {word}" for word in ORDER if self.parts.get(word)]
        return f"{self.planned:,} planned = {' + '.join(said)}"


@dataclass(frozen=True)
class OfSet:
    """What was told of one set, or of the event as a whole, by news."""

    performance: Performance | None
    tallies: list[tuple[str, Tally]]


@dataclass(frozen=True)
class Account:
    """The sums are over all that was told; `sets` are those of one `page`."""

    mails: Tally
    news: list[tuple[str, Tally]]
    sets: list[OfSet]
    page: Page[Performance]

    @property
    def amiss(self) -> int:
        return sum(self.mails.parts.get(WORDS[state], 0) for state in AMISS)


def of(event: Event, page: str = "") -> Account:
    """Count in a few statements, however many sets and fans there are."""
    rows = (
        Notice.objects.filter(event=event)
        .order_by()
        .values_list("performance", "news", "dropped", "message__state")
        .annotate(Count("pk"))
    )
    found: dict[int | None, dict[str, dict[str, int]]] = defaultdict(_by_news)
    of_all = _by_news()
    for performance, news, dropped, state, number in rows:
        word = LEFT_OUT if dropped else WORDS[State(state)]
        found[performance][news][word] += number
        of_all[news][word] += number
    notices = Notice.objects.filter(performance=OuterRef("pk"))
    sets = event.performances.filter(Exists(notices)).select_related("band", "venue").in_order()
    shown: Page[Performance] = Paginator(sets, ON_A_PAGE).get_page(page)
    keys: list[Performance | None] = [*shown]
    if None in found and not shown.has_previous():
        keys.insert(0, None)
    return Account(
        mails=_mails(event),
        news=_tallies(of_all),
        sets=[OfSet(each, _tallies(found[each.pk if each else None])) for each in keys],
        page=shown,
    )


def _by_news() -> dict[str, dict[str, int]]:
    return defaultdict(lambda: defaultdict(int))


def mails_about(event: Event) -> QuerySet[Message]:
    return Message.objects.filter(
        Exists(Notice.objects.filter(event=event, message=OuterRef("pk")))
    )


def _mails(event: Event) -> Tally:
    counts = mails_about(event).order_by().values_list("state").annotate(Count("pk"))
    parts: dict[str, int] = defaultdict(int)
    for state, number in counts:
        parts[WORDS[State(state)]] += number
    return Tally(parts)


def _tallies(found: Mapping[str, Mapping[str, int]]) -> list[tuple[str, Tally]]:
    return [(news.label, Tally(found[news])) for news in News if news in found]
