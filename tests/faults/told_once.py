"""What fans were told, read from the mails that arrived, held against what is true."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from events.models import ChangeSet, Performance
from fans.models import Follow, Notice, Round, Told
from settimes.outbox.states import State
from tests.fans.post import text_of
from tests.faults.stage import Stage

LINE = re.compile(r"^(Announced|Moved): (.+)\n(.+)$", re.MULTILINE)
Heard = tuple[str, str]  # a fan, a band


@dataclass(frozen=True)
class Place:
    """Where and when a band plays."""

    day: date
    start: str
    room: str

    @property
    def minute(self) -> int:
        hours, minutes = self.start.split(":")
        return int(hours) * 60 + int(minutes)


def lineup(stage: Stage) -> dict[str, Place]:
    """Return the lineup as it stands in the rows."""
    sets = Performance.objects.using("drill").select_related("band", "venue")
    return {
        one.band.name: Place(one.day, f"{one.start // 60}:{one.start % 60:02}", one.venue.name)
        for one in sets
    }


def is_all_told(stage: Stage) -> bool:
    """Say whether nothing waits to be told any more."""
    waiting = ChangeSet.objects.using("drill").filter(collected_at=None, event__isnull=False)
    at_work = Round.objects.using("drill").filter(finished=None)
    return not waiting.exists() and not at_work.exists() and stage.drained()


@dataclass
class Post:
    """Every line that everybody got, in the order in which it came."""

    stage: Stage
    truth: Mapping[str, Place]
    lines: dict[Heard, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_mail: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for received in self.stage.sink.mails:
            (fan,) = received.recipients
            for news, band, text in LINE.findall(text_of(received.mail).replace("\r\n", "\n")):
                self.lines[fan, band].append(f"{news}: {text}")
                self.by_mail[received.delivery] += 1

    @property
    def follows(self) -> list[Heard]:
        rows = Follow.objects.using("drill").filter(band__name__in=self.truth)
        return list(rows.order_by("pk").values_list("subscriber__email", "band__name"))

    @property
    def in_doubt(self) -> set[str]:
        """Return to whom a mail is in doubt that did not arrive: the doubt is why, and it shows."""
        arrived = {received.delivery for received in self.stage.sink.mails}
        rows = self.stage.messages.filter(state=State.UNCERTAIN).values_list("to", "delivery")
        return {to for to, delivery in rows if str(delivery) not in arrived}

    @property
    def doubled(self) -> list[Heard]:
        """Return who was told the same twice: no two moves of a drill are the same."""
        return [heard for heard, lines in self.lines.items() if len(set(lines)) < len(lines)]

    @property
    def wrong(self) -> list[tuple[Heard, list[str]]]:
        """Return who was not told what is true, and those to whom a step of it is missing."""
        in_doubt = self.in_doubt
        return [
            (heard, self.lines[heard])
            for heard in self.follows
            if heard[0] not in in_doubt and not self._adds_up(heard[1], self.lines[heard])
        ]

    def _adds_up(self, band: str, lines: list[str]) -> bool:
        """Say whether each line goes on from where the one before ended, up to what is true."""
        known, place = "", self.truth[band]
        day = f"{place.day:%A %-d %B}"
        for line in lines:
            found = re.fullmatch(rf"\w+: {day} (?:(\S+) → )?(\S+), {place.room}", line)
            if found is None or (found[1] or "") != known:
                return False
            known = found[2]
        return known == place.start

    def check(self) -> None:
        """Everybody was told what is true, once, and what is written down says the same."""
        assert self.doubled == []
        assert self.wrong[:5] == [], f"{self.wrong[:5]} of {self.truth}"
        assert set(self.lines) <= set(self.follows)
        self._check_rows()
        self._check_sums()

    def _check_rows(self) -> None:
        rows = Told.objects.using("drill").values_list(
            "recipient", "performance__band__name", "state", "day", "start"
        )
        follows = Follow.objects.using("drill").values_list("subscriber__recipient", "band__name")
        facts = {band: ("on", place.day, place.minute) for band, place in self.truth.items()}
        assert sorted(rows) == sorted((who, band, *facts[band]) for who, band in follows)

    def _check_sums(self) -> None:
        messages, states = self.stage.messages, self.stage.states()
        ended = {State.SENT, State.SUPPRESSED, State.UNCERTAIN}
        assert set(states) <= ended
        sent = {
            str(one) for one in messages.filter(state=State.SENT).values_list("delivery", flat=True)
        }
        arrived = Counter(received.delivery for received in self.stage.sink.mails)
        assert set(arrived.values()) <= {1}
        assert sent <= set(arrived)
        said = Counter(
            str(delivery)
            for delivery in Notice.objects.using("drill")
            .filter(dropped=False, message__state__in=[State.SENT, State.UNCERTAIN])
            .values_list("message__delivery", flat=True)
        )
        assert {delivery: said[delivery] for delivery in arrived} == dict(self.by_mail)
        proof = self.stage.command("outbox", "--check")
        assert (proof.returncode, proof.stderr) == (0, "")
        parts = " + ".join(f"{states[state]} {state}" for state in State if states[state])
        assert proof.stdout == f"{messages.count()} planned = {parts}\n"
