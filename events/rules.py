"""What a set and an event must be, whichever way they come in: form, paste, file or admin.

Raises Django's `ValidationError` with a message per field, so that a form can show it there.
"""

from django.core.exceptions import ValidationError

from events import times
from events.models import Event, Performance
from settimes.text import text_errors

MOST_DAYS = 31
EARLIEST_YEAR, LATEST_YEAR = 1950, 2100


def check_performance(row: Performance, event: Event) -> None:
    """Refuse a set that could not stand in this event's lineup."""
    errors = text_errors(row, ["note", "cancel_reason"])
    if row.band.organization_id != event.organization_id:
        errors["band"] = "There is no such band here."
    if row.venue is not None and row.venue.organization_id != event.organization_id:
        errors["venue"] = "There is no such venue here."
    if not event.first_day <= row.day <= event.last_day:
        errors["day"] = f"{row.day:%-d %B %Y} is not a day of {event}."
    if row.start is None:
        if row.end is not None:
            errors["end"] = "An end needs a start."
    else:
        if not times.in_day(row.start, event.day_turn):
            turn = times.clock_text(event.day_turn)
            errors["start"] = f"That is outside its festival day, which goes from {turn} to {turn}."
        if row.end is not None and row.end == row.start:
            errors["end"] = "Ends when it starts. Type a later time, or leave it empty."
        elif row.end is not None and not row.start < row.end <= row.start + times.LONGEST_SET:
            errors["end"] = "Ends before it starts. A set lasts 12 hours at most."
    if errors:
        raise ValidationError(errors)


def is_inside(row: Performance, event: Event) -> bool:
    """Say whether a set's day and start are among those that its event has."""
    in_day = row.start is None or times.in_day(row.start, event.day_turn)
    return in_day and event.first_day <= row.day <= event.last_day


def check_event(event: Event) -> None:
    """Refuse an event that could not be shown."""
    event.clean_fields(exclude=["organization", "cloned_from"])
    errors = text_errors(event, ["name", "city", "called_off_reason", "description", "ticket_url"])
    if not event.name.strip():
        errors["name"] = "Give it a name."
    if event.first_day.year < EARLIEST_YEAR or event.last_day.year > LATEST_YEAR:
        errors["first_day"] = f"Type a day between {EARLIEST_YEAR} and {LATEST_YEAR}."
    if event.last_day < event.first_day:
        errors["last_day"] = "The last day is before the first."
    elif (event.last_day - event.first_day).days >= MOST_DAYS:
        errors["last_day"] = f"An event lasts {MOST_DAYS} days at most."
    errors |= doors_errors(event)
    if errors:
        raise ValidationError(errors)


def doors_errors(event: Event) -> dict[str, str]:
    numbers = {str(number) for number in range(1, len(times.days(event)) + 1)}
    for number, minute in event.doors.items():
        if number not in numbers:
            return {"doors": f"There is no day {number}."}
        if not isinstance(minute, int) or not times.in_day(minute, event.day_turn):
            return {"doors": f"The doors of day {number} are outside its festival day."}
    return {}
