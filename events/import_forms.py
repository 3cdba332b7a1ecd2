"""What a person pastes, chooses and types while importing a lineup."""

from collections.abc import Mapping
from typing import Any

from django import forms

from events.importing.decisions import Decisions
from events.importing.headings import HEADINGS, field_of
from events.importing.reading import Sheet
from events.set_form import text
from settimes.forms import Form

WORDS = {
    "band": "Band",
    "venue": "Venue",
    "day": "Day",
    "start": "Starts",
    "end": "Ends",
    "genre": "Genre",
    "url": "Link",
    "notes": "Note",
    "announced": "Announced (yes or no)",
    "cancelled": "Cancelled (yes or no)",
    "address": "Venue’s address",
}
LONGEST_SAMPLE = 40
LONGEST_CELL = 2_000


class Pasted(forms.Field):
    """Text as it is: `events.importing.reading` says itself what is wrong in which line."""

    widget = forms.Textarea


class PasteForm(Form):
    text = Pasted(
        required=False,
        label="Paste the lineup",
        help_text="One set in a line. Straight from a spreadsheet, with its headings; or as you "
        "would write it: The Rills @ Room 47 20:30-21:15.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="Or choose a file",
        help_text="CSV, TSV or .xlsx; at most 5,000 sets and 5 MB.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("file") and not str(given.get("text") or "").strip():
            self.add_error("text", "Paste a lineup here, or choose a file below.")
        elif given.get("file") and str(given.get("text") or "").strip():
            self.add_error("file", "Either paste or choose a file, not both. Which one is it?")
        return given


class ColumnsForm(Form):
    """What each column holds."""

    headless = forms.BooleanField(required=False, label="The first line is a set, not headings")

    def __init__(self, *args: Any, sheet: Sheet, decisions: Decisions, **kwargs: Any) -> None:
        kwargs["initial"] = {"headless": decisions.headless}
        super().__init__(*args, **kwargs)
        headings = sheet.lines[0][1]
        width = max(len(headings), len(decisions.columns))
        self.names = [f"column_{number}" for number in range(width)]
        for number, name in enumerate(self.names):
            named = number < len(headings) and not decisions.headless
            heading = " ".join(headings[number].split()) if named else ""
            chosen = decisions.columns[number] if decisions.columns else field_of(heading)
            self.fields[name] = forms.ChoiceField(
                required=False,
                choices=[("", "Not read"), *WORDS.items()],
                label=heading[:LONGEST_SAMPLE] or f"Column {number + 1}",
                help_text=_sample(sheet, number, headless=decisions.headless),
                initial=chosen or "",
                error_messages={"invalid_choice": "Choose what it holds."},
            )

    @property
    def read(self) -> list[str]:
        """Name the columns that are read, by their headings."""
        return [str(self.fields[name].label) for name in self.names if self[name].value()]

    @property
    def unread(self) -> list[str]:
        return [str(self.fields[name].label) for name in self.names if not self[name].value()]

    @property
    def columns(self) -> list[str | None]:
        return [self.cleaned_data[name] or None for name in self.names]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first: dict[str, str] = {}
        for name in self.names:
            meaning = given.get(name)
            if meaning in first:
                other = self.fields[first[meaning]].label
                wrong = f"“{other}” says the {WORDS[meaning].lower()} already. Keep one."
                self.add_error(name, wrong)
            elif meaning:
                first[meaning] = name
        if "band" not in first and not self.errors:
            self.add_error(self.names[0], "Which column holds the band? Choose one.")
        return given


class LineForm(Form):
    """The cells of one line, typed anew."""

    def __init__(self, *args: Any, cells: Mapping[str, str], **kwargs: Any) -> None:
        kwargs["initial"] = dict(cells)
        super().__init__(*args, **kwargs)
        for name in HEADINGS:
            self.fields[name] = text(LONGEST_CELL, label=WORDS[name])

    def changed(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Return what differs from the file; an emptied cell is a change, too."""
        return {
            name: typed
            for name, typed in self.cleaned_data.items()
            if typed != cells.get(name, "").strip()
        }


def _sample(sheet: Sheet, number: int, *, headless: bool) -> str:
    """Show the first cell below the heading that holds something."""
    for _, cells in sheet.lines[0 if headless else 1 :]:
        cell = " ".join(cells[number].split()) if number < len(cells) else ""
        if cell:
            return f"Like “{cell[:LONGEST_SAMPLE]}”."
    return "Empty."
