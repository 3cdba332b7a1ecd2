"""What a visitor's choice shows of a schedule, and the links that would choose otherwise.

Pure functions of a `Schedule` and a `Choice`. A choice that matches nothing is told and then taken
as not made, so that an old link still shows the night.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.dateformat import format as write

from bands.names import normalise
from events.grid import Grid, grid_of
from events.public_sets import PublicSet, State
from events.schedule import Night, Schedule
from events.schedule_parameters import BY_TIME, BY_VENUE, GRID, Choice

# No slug is only a dash: it stands for the sets without a venue.
NO_VENUE = "-"
VIEW_NAMES = {BY_TIME: "By time", BY_VENUE: "By venue", GRID: "Grid"}


@dataclass(frozen=True)
class Option:
    """One word of a strip: a link to the same page, chosen otherwise."""

    label: str
    query: str
    is_chosen: bool
    is_today: bool = False


@dataclass(frozen=True)
class Group:
    """Sets under one heading; by time there is one without."""

    venue: str | None
    slug: str
    earlier: tuple[PublicSet, ...]
    sets: tuple[PublicSet, ...]


@dataclass(frozen=True)
class ShownNight:
    night: Night
    groups: tuple[Group, ...]
    grid: Grid | None


@dataclass(frozen=True)
class Arrangement:
    choice: Choice
    view: str
    problems: tuple[str, ...]
    days: tuple[Option, ...]
    venues: tuple[Option, ...]
    genres: tuple[Option, ...]
    views: tuple[Option, ...]
    nights: tuple[ShownNight, ...]
    everything: str  # the query that leaves nothing out

    @property
    def is_empty(self) -> bool:
        return not any(shown.groups or shown.grid for shown in self.nights)

    @property
    def found(self) -> tuple[PublicSet, ...]:
        """Return every set shown."""
        listed = (
            played
            for night in self.nights
            for group in night.groups
            for played in (*group.earlier, *group.sets)
        )
        placed = (slot.set for night in self.nights if night.grid for slot in night.grid.slots)
        return (*listed, *placed)

    @property
    def is_over(self) -> bool:
        """Say whether all that was chosen is past: folded away, nothing would be on the page."""
        found = self.found if self.choice.narrows else ()
        return bool(found) and all(played.state == State.PAST for played in found)

    @property
    def venue(self) -> str:
        """Return the name of the chosen venue; empty where it is every one."""
        return _chosen(self.venues) if self.choice.venue else ""

    @property
    def genre(self) -> str:
        return _chosen(self.genres) if self.choice.genre else ""


def _chosen(options: Iterable[Option]) -> str:
    return next((option.label for option in options if option.is_chosen), "")


def of(schedule: Schedule, asked: Choice) -> Arrangement:
    """Arrange `schedule` as `asked`."""
    known_venues, known_genres = _venues(schedule), _genres(schedule)
    choice, problems = _possible(schedule, asked, known_venues, known_genres)
    return Arrangement(
        choice=choice,
        view=choice.view,
        problems=tuple(problems),
        days=tuple(_day_options(schedule, choice)),
        venues=tuple(_options(choice, "venue", known_venues, "All venues")),
        genres=tuple(_options(choice, "genre", known_genres, "All genres")),
        views=tuple(_options(choice, "view", VIEW_NAMES)),
        nights=tuple(_nights(schedule, choice)),
        everything=choice.but(day="", venue="", genre="").query,
    )


def _venues(schedule: Schedule) -> dict[str, str]:
    """Return the name of every venue by slug, in order; sets without one come last."""
    found = {played.venue.slug: played.venue.name for played in schedule.sets if played.venue}
    known = dict(sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0])))
    if known and any(played.venue is None for played in schedule.sets):
        known[NO_VENUE] = "No venue yet"
    return known


def _genres(schedule: Schedule) -> dict[str, str]:
    """Return every genre as it is first written, by the key under which it is one."""
    known: dict[str, str] = {}
    for played in schedule.sets:
        for genre in played.band.genres:
            known.setdefault(normalise(genre), genre)
    return dict(sorted(known.items()))


def _possible(
    schedule: Schedule, asked: Choice, venues: dict[str, str], genres: dict[str, str]
) -> tuple[Choice, list[str]]:
    """Return what of the choice can be, and a sentence for each thing that cannot."""
    choice, problems = asked, []
    if asked.day and asked.day not in {str(night.number) for night in schedule.nights}:
        many = len(schedule.nights)
        number = f"{many} days" if many > 1 else "one day"
        problems.append(f"There is no such day: {schedule.event.name} has {number}.")
        choice = choice.but(day="")
    if asked.venue and asked.venue not in venues:
        problems.append("There is no such venue here. These are the sets of every venue.")
        choice = choice.but(venue="")
    if asked.genre and asked.genre not in genres:
        problems.append("Nobody here plays that genre. These are the sets of every genre.")
        choice = choice.but(genre="")
    if not schedule.event.is_multi_day:
        choice = choice.but(day="")  # one day is all there is
    return choice, problems


def _options(
    choice: Choice, name: str, known: dict[str, str], everything: str = ""
) -> Iterable[Option]:
    """Offer every value of one parameter, the rest of the choice kept."""
    offered = {"": everything, **known} if everything else known
    choosable = offered if len(known) > 1 else {}
    for value, label in choosable.items():
        query = choice.but(**{name: value}).query
        yield Option(label, query, is_chosen=getattr(choice, name) == value)


def _day_options(schedule: Schedule, choice: Choice) -> Iterable[Option]:
    nights = schedule.nights
    repeats = len({night.day.weekday() for night in nights}) < len(nights)
    days = {str(night.number): write(night.day, "D j M" if repeats else "l") for night in nights}
    today = {str(night.number) for night in nights if night.is_today}
    for value, option in zip(["", *days], _options(choice, "day", days, "All days"), strict=False):
        yield replace(option, is_today=value in today)


def _nights(schedule: Schedule, choice: Choice) -> Iterable[ShownNight]:
    for night in schedule.nights:
        if choice.day not in {"", str(night.number)}:
            continue
        tonight = (played for played in schedule.sets if played.day == night.day)
        chosen = [played for played in tonight if _is_chosen(played, choice)]
        if choice.narrows and not chosen and not choice.day:
            continue
        timed = [played for played in chosen if played.start is not None]
        grid = grid_of(schedule, night, timed) if choice.view == GRID and timed else None
        listed = [played for played in chosen if played.start is None] if grid else chosen
        yield ShownNight(night, tuple(_groups(listed, choice)), grid)


def _is_chosen(played: PublicSet, choice: Choice) -> bool:
    at = played.venue.slug if played.venue else NO_VENUE
    if choice.venue not in {"", at}:
        return False
    return not choice.genre or choice.genre in map(normalise, played.band.genres)


def _groups(sets: list[PublicSet], choice: Choice) -> Iterable[Group]:
    if choice.view != BY_VENUE:
        if sets:
            yield _group(None, "", sets)
        return
    by_venue: dict[tuple[str, str], list[PublicSet]] = {}
    for played in sets:
        place = (played.venue.name, played.venue.slug) if played.venue else ("", "")
        by_venue.setdefault(place, []).append(played)
    for name, slug in sorted(by_venue, key=lambda place: (not place[1], place[0].casefold())):
        yield _group(name or "No venue yet", slug, by_venue[name, slug])


def _group(venue: str | None, slug: str, sets: list[PublicSet]) -> Group:
    return Group(
        venue=venue,
        slug=slug,
        earlier=tuple(played for played in sets if played.state == State.PAST),
        sets=tuple(played for played in sets if played.state != State.PAST),
    )
