"""Settings of fans: how long they are asked, and when they are told of what changes."""

from settimes import environment as env

# How long the link in a mail to a fan can confirm; until when that mail is not sent again, twice as
# long each time; how long what nobody confirmed is kept, and the proof of what somebody did.
FAN_LINK = env.duration("FAN_LINK", default="7d")
FAN_RESEND = env.duration("FAN_RESEND", default="10m")
FAN_PENDING = env.duration("FAN_PENDING", default="30d")
CONSENT_KEPT = env.duration("CONSENT_KEPT", default="1095d")

# What changes is told once nothing else has changed at its event for so long, and at the latest
# after so long; and what is urgent, if nobody takes it back for so long.
QUIET_FOR = env.duration("QUIET_FOR", default="10m")
QUIET_AT_MOST = env.duration("QUIET_AT_MOST", default="1h")
UNDO_FOR = env.duration("UNDO_FOR", default="90s")
# Urgent is, on an event's days, what happens to sets so soon; a move only if it is by so much.
URGENT_WITHIN = env.duration("URGENT_WITHIN", default="12h")
URGENT_MOVE = env.duration("URGENT_MOVE", default="15m")
# When news by city and genre leave, on the organization's clocks.
ISSUE_AT = env.clock("ISSUE_AT", default="09:00")
# How often somebody looks for what is due.
COLLECT_EVERY = env.duration("COLLECT_EVERY", default="10s")
# How long what was told is kept after its event.
TOLD_KEPT = env.duration("TOLD_KEPT", default="365d")
