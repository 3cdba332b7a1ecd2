"""What waits for an owner's word, and how a page or a mail asks for it."""

from dataclasses import dataclass

from bands.models import Band
from fans.models import Subscriber, Subscription
from fans.wording import FOLLOW, NEWS


@dataclass(frozen=True)
class Asked:
    bands: list[Band]
    news: list[Subscription]

    @property
    def names(self) -> list[str]:
        return [band.name for band in self.bands] + [one.said for one in self.news]

    @property
    def about(self) -> str:
        """What is kept as proof."""
        return "; ".join(self.names)

    @property
    def question(self) -> str:
        if not self.news:
            return "Follow this band?" if len(self.bands) == 1 else "Follow these bands?"
        return "Is this what you want?" if self.bands else "Get this news?"

    @property
    def button(self) -> str:
        if not self.news:
            count = len(self.bands)
            return f"Follow {count} band{'' if count == 1 else 's'}"
        return f"Yes, all {len(self.names)}" if self.bands else "Get this news"

    @property
    def subject(self) -> str:
        first, *others = self.names
        verb = "follow" if self.bands else "news,"
        return f"Confirm: {verb} {first}" + (f" and {len(others)} more" if others else "")

    @property
    def wording(self) -> str:
        """The words that somebody agrees to by the button."""
        parts = [FOLLOW] * bool(self.bands) + [NEWS] * bool(self.news)
        return " ".join(parts)


def pending(subscriber: Subscriber) -> Asked:
    """Return what waits for the owner's word."""
    bands = Band.objects.filter(follows__subscriber=subscriber, follows__confirmed=None)
    news = Subscription.objects.filter(subscriber=subscriber, confirmed=None)
    return Asked(list(bands), list(news))
