"""What a page is about, in schema.org's words: what search engines and calendars read.

Made of the public facts that the page shows, and of nothing else.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from accounts.models import Organization
from accounts.organizations import site_url
from bands.links import safe_links
from bands.models import Band
from events import times
from events.addresses import path_of
from events.appearances import Appearance
from events.models import Event, Venue
from events.public_sets import PublicBand, PublicSet, PublicVenue
from events.schedule import Schedule

Data = dict[str, object]

CONTEXT = {"@context": "https://schema.org"}
STATUS = "https://schema.org/Event"
OFFLINE = "https://schema.org/OfflineEventAttendanceMode"
CALLED_OFF = {
    Event.CalledOff.NO: "Scheduled",
    Event.CalledOff.CANCELLED: "Cancelled",
    Event.CalledOff.POSTPONED: "Postponed",
}


def festival(schedule: Schedule, organization: Organization) -> Data:
    """Describe an event with an event of its own for each of its sets."""
    event, site = schedule.event, site_url(organization)
    doors = times.doors_minute(event, event.first_day)
    begins = None if doors is None else times.instant(event.first_day, doors, event.timezone)
    places = [_place(venue, site) for venue, _ in schedule.venues]
    return _known(
        CONTEXT
        | {
            "@type": "Festival",
            "name": event.name,
            "url": _page(site, "events:schedule", event.slug),
            "description": event.description,
            "startDate": (begins or event.first_day).isoformat(),
            "endDate": event.last_day.isoformat() if event.is_multi_day else None,
            "doorTime": begins.isoformat() if begins else None,
            "eventStatus": STATUS + CALLED_OFF[Event.CalledOff(event.called_off)],
            "eventAttendanceMode": OFFLINE,
            "location": places or _town(event),
            "organizer": {"@type": "Organization", "name": organization.name, "url": site + "/"},
            "offers": _offer(schedule.ticket_url),
            "subEvent": [_music_event(played, event, site) for played in schedule.sets],
        }
    )


def music_group(
    band: Band, description: str, coming: Iterable[Appearance], organization: Organization
) -> Data:
    """Describe a band and the sets it has still to play."""
    site = site_url(organization)
    town = band.home_town
    return _known(
        CONTEXT
        | {
            "@type": "MusicGroup",
            "name": band.name,
            "url": _page(site, "events:band", band.slug),
            "description": description,
            "genre": list(band.genres),
            "location": {"@type": "Place", "name": town} if town else None,
            "sameAs": list(safe_links(band.links).values()),
            "event": [_alone(one, site) for one in coming],
        }
    )


def music_venue(venue: Venue, coming: Iterable[Appearance], organization: Organization) -> Data:
    """Describe a venue and the sets it has still to come."""
    site = site_url(organization)
    address = {
        "streetAddress": venue.street,
        "addressLocality": venue.city,
        "addressRegion": venue.region,
        "postalCode": venue.postal_code,
        "addressCountry": venue.country,
    }
    return _known(
        CONTEXT
        | {
            "@type": "MusicVenue",
            "name": venue.name,
            "url": _page(site, "events:venue", venue.slug),
            "address": _known({"@type": "PostalAddress"} | address) if venue.address else None,
            "geo": _geo(venue.latitude, venue.longitude),
            "sameAs": list(safe_links(venue.links).values()),
            "event": [_alone(one, site) for one in coming],
        }
    )


def _alone(one: Appearance, site: str) -> Data:
    """Describe a set where its event is not what the page is about."""
    url = _page(site, "events:schedule", one.event.slug)
    festival = {"@type": "Festival", "name": one.event.name, "url": url}
    return _music_event(one.set, one.event, site) | {"url": url, "superEvent": festival}


def _music_event(played: PublicSet, event: Event, site: str) -> Data:
    doors = times.doors_minute(event, played.day)
    return _known(
        {
            "@type": "MusicEvent",
            "name": f"{played.band.name} at {event.name}",
            "startDate": (played.starts_at or played.day).isoformat(),
            "endDate": played.ends_at.isoformat() if played.ends_at else None,
            "doorTime": _clock(event, played.day, doors),
            "eventStatus": STATUS + _status(played, event),
            "previousStartDate": _previous_start(played, event),
            "location": _where(played.venue) if played.venue else _town(event),
            "performer": _performer(played.band, site),
        }
    )


def _status(played: PublicSet, event: Event) -> str:
    if event.called_off != Event.CalledOff.NO:
        return CALLED_OFF[Event.CalledOff(event.called_off)]
    if played.cancelled:
        return "Cancelled"
    return "Rescheduled" if _previous_start(played, event) else "Scheduled"


def _previous_start(played: PublicSet, event: Event) -> str | None:
    """Return when fans were first told that it starts, where that is another time than now."""
    was = played.moved_from
    if was is None or was.start is None or not was.fields & {"day", "start"}:
        return None
    return _clock(event, was.day, was.start)


def _clock(event: Event, day: date, minute: int | None) -> str | None:
    return None if minute is None else times.instant(day, minute, event.timezone).isoformat()


def _performer(band: PublicBand, site: str) -> Data:
    return {
        "@type": "MusicGroup",
        "name": band.name,
        "url": _page(site, "events:band", band.slug),
    }


def _where(venue: PublicVenue) -> Data:
    """Return a venue as short as two thousand sets can say it."""
    return _known({"@type": "Place", "name": venue.name, "address": venue.address})


def _place(venue: PublicVenue, site: str) -> Data:
    return _where(venue) | _known(
        {
            "geo": _geo(venue.latitude, venue.longitude),
            "url": _page(site, "events:venue", venue.slug),
        }
    )


def _town(event: Event) -> Data | None:
    """Return where a set is that has no venue yet: somewhere in town."""
    city = event.city
    return {"@type": "Place", "name": city, "address": city} if city else None


def _geo(latitude: object, longitude: object) -> Data | None:
    if latitude is None or longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(str(latitude)),
        "longitude": float(str(longitude)),
    }


def _offer(ticket_url: str | None) -> Data | None:
    return {"@type": "Offer", "url": ticket_url} if ticket_url else None


def _page(site: str, name: str, slug: str) -> str:
    return site + path_of(name, slug)


def _known(facts: Mapping[str, object]) -> Data:
    """Leave out what is not known: nothing is invented, and nothing is said to be empty."""
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [])}
