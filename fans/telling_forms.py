"""What an organizer types who decides what fans are told."""

from typing import Any

from settimes.outbox.forms import DecisionForm


class HushForm(DecisionForm):
    """Why nobody hears of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Why should nobody hear of it?"
        self.fields["reason"].help_text = "Kept with your name. Fans do not see it."
