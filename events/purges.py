"""How long what is not a lineup itself is kept."""

from events import previews
from events.importing import drafts
from settimes.purging import promise

promise("lineups read and not imported", drafts.purge)
promise("preview links", previews.purge)
