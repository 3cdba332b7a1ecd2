"""The words people agree to. They are kept with what somebody did: other words, another version."""

VERSION = "2026-11-21"
FOLLOW = "We write when a band you follow is announced, moved or cancelled, and about nothing else."
NEWS = (
    "We write about new events and bands and what is on, as often as you chose; in between only "
    "when one of these events is cancelled, postponed or back on."
)
ALWAYS = "Every mail has a way out, and you can have your address deleted at any time."
