"""The line in which a set is typed, and what was understood of it before it is added."""

import hashlib
from typing import Any

from django import forms

from bands.forms import NO_NUL
from bands.models import Band
from bands.names import LONGEST_NAME
from events import completing, conflicts, free_slots, times, typed_line
from events.booking import Wish
from events.models import Event, Performance, Venue
from events.naming import Meant, NoDetail, NotAName, Undecided, decided, meant
from events.played import played
from events.set_form import answer, new_form_key, text
from events.typed_line import Line, NotALine
from settimes.forms import Form

# Far more than a line may have: that is for the line's own reader to say.
MOST_READ = 10_000


class LineForm(Form):
    """One typed line. `wish` is what it asks for; `shown` must come back before it is granted."""

    line = forms.CharField(max_length=MOST_READ, label="Add a set", error_messages=NO_NUL)
    band_is = answer()
    band_detail = answer()
    venue_is = answer()
    venue_detail = answer()
    free_slot = forms.BooleanField(required=False)
    understood = text(64)
    form_key = text(64)

    def __init__(self, *args: Any, event: Event, lineup: list[Performance], **kwargs: Any) -> None:
        self.event, self.lineup = event, lineup
        self.said: Line | None = None
        self.band: Meant[Band] | None = None
        self.venue: Meant[Venue] | None = None
        self.wish: Wish | None = None
        kwargs.setdefault("initial", {"form_key": new_form_key()})
        kwargs.setdefault("auto_id", "quick-%s")
        super().__init__(*args, **kwargs)

    def clean_line(self) -> str:
        typed: str = self.cleaned_data["line"]
        venues = list(Venue.objects.filter(organization=self.event.organization_id))
        bands = Band.objects.filter(organization=self.event.organization_id)
        names = [venue.name for venue in venues]
        days = times.days(self.event)
        try:
            said = typed_line.read(typed, venues=names, days=days, turn=self.event.day_turn)
            self.band = meant(said.band, bands)
            self.venue = meant(said.venue, venues) if said.venue else None
        except (NotALine, NotAName) as error:
            raise forms.ValidationError(str(error)) from error
        if said.day is None and len(days) > 1:
            raise forms.ValidationError(f"Which day? Type {days[0]:%A}, or day 1.")
        self.said = said
        return typed

    def clean(self) -> None:
        if self.said is None or self.band is None:
            return
        band = self._decided("band", self.band)
        venue = self._decided("venue", self.venue) if self.venue else None
        if self.errors or not isinstance(band, Band | str) or isinstance(venue, Band):
            return
        slot = self.said.slot
        if self.cleaned_data.get("free_slot") and self.proposal:
            slot = self.proposal
        self.wish = Wish(band, self.said.day or self.event.first_day, venue, slot)

    def _decided(self, name: str, found: Meant[Any]) -> Band | Venue | str | None:
        typed = [self.cleaned_data.get(f"{name}_{part}", "") for part in ("is", "detail")]
        try:
            chosen: Band | Venue | str = decided(found, *typed, was_shown=self.was_shown)
        except NoDetail as error:
            self.add_error(f"{name}_detail", str(error))
        except (NotAName, Undecided) as error:
            self.add_error(f"{name}_is", str(error))
        else:
            return chosen
        return None

    @property
    def completions(self) -> list[str]:
        """Return what the line as typed so far may become."""
        typed = str(self.data.get("line", ""))[:LONGEST_NAME]
        organization = self.event.organization_id
        return completing.lines(
            typed,
            bands=Band.objects.filter(organization=organization).values_list("name", flat=True),
            venues=Venue.objects.filter(organization=organization).values_list("name", flat=True),
        )

    @property
    def proposal(self) -> times.Slot | None:
        """Return the next free slot, where a venue is named that is there, and no time is."""
        if self.said is None or self.said.slot.start is not None or not self.venue:
            return None
        venue = self.venue.known
        if venue is None:
            return None
        day = self.said.day or self.event.first_day
        return free_slots.next_free(self.event, self.lineup, venue, day)

    @property
    def played(self) -> dict[int, str]:
        return played(self.band.candidates, now=self.event) if self.band else {}

    @property
    def warnings(self) -> list[str]:
        """Return the conflicts that adding it would make, in words."""
        if self.wish is None:
            return []
        wish, event = self.wish, self.event
        new = Performance(
            event=event,
            band=wish.band if isinstance(wish.band, Band) else Band(name=wish.band),
            venue=wish.venue if isinstance(wish.venue, Venue) else None,
            day=wish.day,
            start=wish.slot.start,
            end=wish.slot.end,
        )
        found = conflicts.find([*self.lineup, new], min_changeover=event.min_changeover)
        return [
            conflict.text(hours=event.organization.clock, beside=new)
            for conflict in found
            if new.public_id in (conflict.first.public_id, conflict.second.public_id)
        ]

    @property
    def questions(self) -> list[str]:
        """Return what somebody has to say yes to who was not shown it before."""
        if self.wish is None or self.was_shown:
            return []
        asked = []
        if self.wish.slot.start is None and self.proposal:
            asked.append("It has no time. Take the free slot, or Add again to leave it open.")
        if self.warnings:
            asked.append("It makes a conflict. Change the line, or Add again to add it anyway.")
        return asked

    @property
    def shown(self) -> str:
        """Return a mark of what is understood; it comes back from whoever was shown it."""
        said, known = self.said, [self.band, self.venue]
        slugs = [[row.slug for row in found.candidates] for found in known if found]
        return hashlib.sha256(repr((said, slugs, self.proposal)).encode()).hexdigest()

    @property
    def was_shown(self) -> bool:
        return bool(self.cleaned_data["understood"] == self.shown)
