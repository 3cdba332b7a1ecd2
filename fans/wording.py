"""The words people agree to. They are kept with what somebody did: other words, another name."""

VERSION = "2026-11"
FOLLOW = (
    "We write when a band you follow is announced, moved or cancelled, and for nothing else."
    " Every mail has a way out, and you can have your address deleted at any time."
)
