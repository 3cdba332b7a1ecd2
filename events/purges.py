"""How long what is not yet in a lineup is kept."""

from events.importing import drafts
from settimes.purging import promise

promise("lineups read and not imported", drafts.purge)
