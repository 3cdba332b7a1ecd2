"""What the notice after an act offers: the way back, and until when nobody hears of it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from events import heard, times
from events.models import ChangeSet
from events.templatetags import moments


@dataclass(frozen=True)
class Offer:
    """`when` is a time in words, empty while it is held; `until` an instant that is counted to."""

    address: str
    fans: int = 0
    when: str = ""
    until: str = ""

    @property
    def seconds_left(self) -> int:
        return moments.seconds_left(datetime.fromisoformat(self.until))


def of(written: ChangeSet, address: str) -> str:
    """Return the offer as text, which a message keeps until the next page.

    An address, and after a blank who hears of it; whoever has nobody hear of it gives the address.
    """
    hearing, event = heard.hears(written), written.event
    offer = Offer(address)
    if event and hearing and hearing.fans:
        hours = event.organization.clock
        offer = Offer(
            address,
            fans=hearing.fans,
            when=times.clock_text(times.clock_minute(hearing.at, event.timezone), hours=hours)
            if hearing.at
            else "",
            until=hearing.at.isoformat() if hearing.at and hearing.is_soon else "",
        )
    known = asdict(offer)
    return f"{known.pop('address')} {json.dumps(known)}"


def read(text: str) -> Offer:
    address, _, known = text.partition(" ")
    return Offer(address, **json.loads(known or "{}"))
