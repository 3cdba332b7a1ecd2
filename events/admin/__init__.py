"""The lineup at the desk. What fans could notice is changed through the ledger's verbs only."""

from events.admin import events, history, library, performances

__all__ = ["events", "history", "library", "performances"]
