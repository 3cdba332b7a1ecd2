"""Who wants to know: addresses, what they follow, and the proof that a person asked for it.

A row without `confirmed` is somebody's word only: nobody is written to because of it, but for the
one mail that asks. What is ended is deleted; that it was is a `Consent` row.
"""

from fans.models.consents import Consent, Erasure
from fans.models.follows import Follow, Subscription
from fans.models.letters import Letter
from fans.models.subscribers import Subscriber
from fans.models.told import Hold, Notice, Round, Told

__all__ = [
    "Consent",
    "Erasure",
    "Follow",
    "Hold",
    "Letter",
    "Notice",
    "Round",
    "Subscriber",
    "Subscription",
    "Told",
]
