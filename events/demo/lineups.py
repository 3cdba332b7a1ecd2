"""Who plays when and where, as people would type it."""

from events.demo.bands import (
    ACCENTED,
    CAPITALS,
    EMOJI,
    LONGEST,
    ONE_LETTER,
    PUNCTUATED,
    RIGHT_TO_LEFT,
)

KILN, TANNERY, CAFE, FELINE = "The Kiln", "Tannery Hall", "Café Marquise", "The Feline & Fiddle"
WATERWORKS = "Old Waterworks Pumping Station No. 2 (Upper Gallery and Terrace)"
BANDWAGON = "The Bandwagon"
BANDSHELL, BOATHOUSE = "Mill Island Bandshell", "Boathouse Stage"
AFTERPARTY = "Afterparty with DJ Tarragon"

# Band, venue, start, end, note: what is empty is to be announced.
Line = tuple[str, str, str, str, str]

TONIGHT: list[Line] = [
    ("Copper Sundays", KILN, "19:00", "19:40", ""),
    (ONE_LETTER, KILN, "20:00", "20:40", "Earplugs recommended."),
    (CAPITALS, KILN, "21:00", "21:45", ""),
    ("Gravel Choir", KILN, "22:15", "23:00", ""),
    (LONGEST, KILN, "23:20", "00:10", "Nineteen people on four square metres."),
    (AFTERPARTY, KILN, "00:30", "", "Until the last dancer leaves."),
    ("Mrs Finch", TANNERY, "18:45", "19:15", "Seated."),
    (PUNCTUATED, TANNERY, "19:30", "20:10", ""),
    ("Harbour Parliament", TANNERY, "20:30", "21:15", ""),
    # The one conflict: the hall is double-booked for a quarter of an hour.
    ("Nils Amundsen", TANNERY, "22:00", "22:45", ""),
    ("Twohander", TANNERY, "22:30", "23:10", ""),
    ("Rue & Company", CAFE, "18:30", "19:10", ""),
    (ACCENTED, CAFE, "19:40", "20:25", ""),
    ("Unmaking", CAFE, "21:30", "22:00", ""),
    ("Ethanol Kids", FELINE, "19:15", "19:50", ""),
    (RIGHT_TO_LEFT, FELINE, "20:30", "21:15", ""),
    ("Bea Reed", FELINE, "21:45", "22:30", ""),
    ("Brownout!", FELINE, "23:40", "00:25", ""),
    (EMOJI, FELINE, "01:00", "02:00", ""),
    ("Night School", "", "23:15", "23:55", "Where, we say at the door."),
    ("Marigold Static", WATERWORKS, "", "", ""),
]
MOVED, MOVED_TO = "Harbour Parliament", ("20:45", "21:30")
CANCELLED, REASON = "Unmaking", "The van gave up outside Oshawa."
# They play on the truck, around the hour at which the demo is loaded.
AROUND_NOW = ("T.R. Oakley", "The Lock Keepers", "P.J. Fennel")

LAST_TIME: list[Line] = [
    ("Night School", KILN, "20:00", "20:40", ""),
    ("Lowercut", KILN, "21:00", "21:20", ""),
    ("Gravel Choir", KILN, "21:45", "22:30", ""),
    ("Brownout!", KILN, "23:00", "23:45", ""),
    ("Ola Stager", CAFE, "19:00", "19:45", ""),
    ("Rue & Company", CAFE, "20:15", "21:00", ""),
    (ACCENTED, CAFE, "21:30", "22:20", ""),
    ("Bea Reed", FELINE, "20:30", "21:15", ""),
    ("Marigold Static", FELINE, "21:45", "22:30", ""),
    (EMOJI, FELINE, "00:15", "01:30", ""),
]
CANCELLED_LAST_TIME = "Lowercut"

NEXT_TIME: list[Line] = [
    (CAPITALS, KILN, "20:00", "20:45", ""),
    ("Twohander", KILN, "21:15", "22:00", ""),
    ("Ethanol Kids", KILN, "22:30", "23:15", ""),
    (ONE_LETTER, TANNERY, "19:30", "20:15", ""),
    ("Bea Reed", TANNERY, "20:45", "21:30", ""),
    ("Ola Stager", CAFE, "", "", ""),
    ("Lowercut", "", "", "", ""),
    ("Nils Amundsen", WATERWORKS, "23:30", "00:30", ""),
]
ANNOUNCED_NEXT_TIME = {CAPITALS, "Ethanol Kids", "Ola Stager"}

SATURDAY: list[Line] = [
    ("Mrs Finch", BANDSHELL, "14:00", "14:40", ""),
    (ACCENTED, BANDSHELL, "16:00", "16:50", ""),
    (LONGEST, BANDSHELL, "18:30", "19:30", ""),
    (RIGHT_TO_LEFT, BANDSHELL, "21:00", "22:00", ""),
    ("The Lock Keepers", BOATHOUSE, "15:00", "15:40", ""),
    (PUNCTUATED, BOATHOUSE, "17:15", "18:00", ""),
    (EMOJI, BOATHOUSE, "00:15", "01:45", ""),
]
SUNDAY: list[Line] = [
    ("T.R. Oakley", BANDSHELL, "13:00", "13:45", ""),
    ("Harbour Parliament", BANDSHELL, "15:30", "16:20", ""),
    ("Bea Reed", BANDSHELL, "18:00", "19:00", ""),
    ("Ola Stager", BOATHOUSE, "14:15", "15:00", ""),
    ("Ethanol Kids", BOATHOUSE, "16:50", "17:40", ""),
    # Plays on both days.
    ("The Lock Keepers", BOATHOUSE, "19:30", "20:15", "Everybody sings."),
]
