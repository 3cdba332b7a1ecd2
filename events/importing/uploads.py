"""What kind of file this is, by its first bytes: a name says little."""

from events.importing.reading import MOST_BYTES, NotReadable, Sheet, sheet
from events.importing.spreadsheets import read_xlsx

# Other things that people choose by mistake.
OTHERS = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
    b"\x1f\x8b": "a packed file (gzip)",
}

ZIP = b"PK\x03\x04"


def sheet_of_upload(data: bytes | str) -> Sheet:
    """Read a file or a pasted text. Raises `NotReadable`."""
    if isinstance(data, bytes):
        for mark, what in OTHERS.items():
            if data.startswith(mark):
                raise NotReadable(f"This is {what}, not a lineup. Save it as CSV or .xlsx.")
        if data.startswith(ZIP):
            if len(data) > MOST_BYTES:
                raise NotReadable("This is more than 5 MB. Split it.")
            return read_xlsx(data)
    return sheet(data)
