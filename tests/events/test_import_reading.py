"""From bytes to a table: encodings, delimiters, headings, and what cannot be read."""

import pytest

from events.importing.reading import MOST_BYTES, Line, NotReadable, read

pytestmark = pytest.mark.once


def bands(data: bytes | str) -> list[str]:
    return [line.cells["band"] for line in read(data).lines]


def refusal(data: bytes | str) -> str:
    with pytest.raises(NotReadable) as refused:
        read(data)
    return str(refused.value)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-with-mark", "cp1252"]
)
def test_accents_survive_every_encoding(encoding: str) -> None:
    text = "band,venue\nÑandú “Ø”,Café\n"
    marked = "\ufeff" + text
    data = marked.encode("utf-16-be") if "mark" in encoding else text.encode(encoding)

    assert read(data).lines == [Line(2, {"band": "Ñandú “Ø”", "venue": "Café"})]


def test_bytes_that_no_windows_page_has_are_latin_1() -> None:
    assert bands(b"band\nCaf\xe9 \x81\n") == ["Café \x81"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_by_the_headings(delimiter: str) -> None:
    text = "Band,Room,Start Time\nThe Rills,Room 47,20:30\n".replace(",", delimiter)

    cells = {"band": "The Rills", "venue": "Room 47", "start": "20:30"}
    assert read(text).lines == [Line(2, cells)]


def test_a_delimiter_line_is_obeyed_and_counted() -> None:
    table = read("sep=;\r\nband;venue\r\nEarth, Wind;Room 47\r\n")

    assert table.lines == [Line(3, {"band": "Earth, Wind", "venue": "Room 47"})]


def test_all_headings_we_know_are_read_whatever_their_case() -> None:
    text = "ARTIST,stage,Event-Date,Set Time,FINISH,Genres,link,Comment,venue_address,fee\n" * 2

    table = read(text)

    assert list(table.lines[0].cells) == [
        *("band", "venue", "day", "start", "end", "genre", "url", "notes", "address"),
    ]
    assert table.unknown == ["fee"]


def test_line_numbers_count_blank_lines_and_breaks_inside_quotes() -> None:
    text = 'band,notes\r\n\r\nOne,"two\nlines"\rTwo,\n,\nThree,"a ""quote"""\n'

    assert read(text).lines == [
        Line(3, {"band": "One", "notes": "two\nlines"}),
        Line(5, {"band": "Two", "notes": ""}),
        Line(7, {"band": "Three", "notes": 'a "quote"'}),
    ]


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-", "@handle", " =cmd()", "＝cmd()", "'=x"])
def test_the_apostrophe_of_an_export_is_taken_off(name: str) -> None:
    assert bands(f"band,venue\n'{name},\n") == [name.strip()]


@pytest.mark.parametrize("name", ["'Til Dawn", "=cmd()", "Rock 'n' Roll", "x'=y"])
def test_other_apostrophes_and_formulas_stay(name: str) -> None:
    assert bands(f"band,venue\n{name},\n") == [name]


def test_a_short_line_has_blanks_and_a_long_one_is_marked() -> None:
    assert read("band,venue\nOne\nTwo,Room 47,what\nThree,Room 47,,\n").lines == [
        Line(2, {"band": "One"}),
        Line(3, {"band": "Two", "venue": "Room 47"}, surplus=True),
        Line(4, {"band": "Three", "venue": "Room 47"}),
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("", "There is nothing in it."),
        ("\n , \n", "There is nothing in it."),
        ('band,venue\n"One,Room 47\nTwo,\n', 'A quote (") that opens in line 2 is never closed.'),
        (
            'band,venue\nOne,\n"One" Two,\n',
            'Line 3: text goes on after a closing quote ("). '
            'Write a quote inside quotes twice: "".',
        ),
        (
            "band,venue\nOne\x00,\n",
            "Line 2 holds a character that no text has (NUL). Save the lineup as text: CSV, UTF-8.",
        ),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "Line 3 holds a character that no text has (NUL). Save the lineup as text: CSV, UTF-8.",
        ),
        (
            b"\xff\xfeb\x00\x00\xd8",
            "It begins as UTF-16 but does not go on so. Save it as UTF-8.",
        ),
        (
            "room,time\nRoom 47,20:00\n",
            "Line 1 names no column for the band. The first line names the columns: "
            "band, venue, day, start, end, genre, url, notes, announced, cancelled.",
        ),
        (
            "band,venue,Room\nOne,,\n",
            "Line 1: the columns “venue” and “Room” both say the venue. Keep one.",
        ),
        ("band,band\nOne,\n", "Line 1: the columns “band” and “band” both say the band. Keep one."),
        (
            "band" + "," * 99_999 + "\n",
            "Line 1 has 100,000 columns; at most 100 are read.",
        ),
        ("band,venue\nOne," + "," * 99, "Line 2 has 101 columns; at most 100 are read."),
        ("band,notes\nOne," + "x" * 200_000, "A cell in line 2 is too long."),
        ("band\n" + "One\n" * 5_001, "Line 5002 is one too many: at most 5,000 at a time."),
        ("band\n" + "x" * MOST_BYTES, "This is more than 5 MB. Split it."),
        (b"band\n" + b"x" * MOST_BYTES, "This is more than 5 MB. Split it."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(data: bytes | str, sentence: str) -> None:
    assert refusal(data) == sentence


def test_five_thousand_lines_are_read() -> None:
    assert len(read("band\n" + "One\n" * 5_000).lines) == 5_000
