"""What happens when and where: events, venues, the sets played there, and their ledger."""

from events.models.accepted import AcceptedConflict
from events.models.changes import Change, ChangeSet
from events.models.events import Event
from events.models.former_slugs import FormerSlug
from events.models.import_drafts import ImportDraft
from events.models.open_slots import OpenSlot
from events.models.performances import Performance
from events.models.preview_links import PreviewLink
from events.models.venues import Venue

__all__ = [
    "AcceptedConflict",
    "Change",
    "ChangeSet",
    "Event",
    "FormerSlug",
    "ImportDraft",
    "OpenSlot",
    "Performance",
    "PreviewLink",
    "Venue",
]
