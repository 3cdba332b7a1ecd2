"""Invented bands, among them every shape a name can have."""

LONGEST = (
    "The Right Reverend Augustus Pemberton-Smythe and His Municipal Orchestra of Broken Umbrellas"
)
ONE_LETTER = "Ø"
ACCENTED = "Ñandú y los Ángeles Eléctricos"
CAPITALS = "HUMMINGBIRD WARFARE"
PUNCTUATED = "Who's Asking?! (No, Really…)"
RIGHT_TO_LEFT = "فرقة الميناء"
EMOJI = "Moth Disco 🪩"

# Name, home town, genres, what they are like.
BANDS = [
    (LONGEST, "Millbrook", "brass, cabaret", "Nineteen people, one tuba, **no** encores."),
    (ONE_LETTER, "Halifax", "drone", "One note. Louder every year."),
    (ACCENTED, "Montréal", "cumbia, surf", "Cumbia with spring reverb and *too many* maracas."),
    (CAPITALS, "Hamilton", "metal", "Very fast, very small, very loud."),
    (PUNCTUATED, "Toronto", "indie, power pop", "Three sisters and the cousin who drums."),
    (RIGHT_TO_LEFT, "Ottawa", "folk, dub", "Oud, bass and echo, from the harbour."),
    (EMOJI, "Guelph", "disco", "Everything flies towards the light."),
    ("Copper Sundays", "Peterborough", "alt-country", "Slow songs about fast rivers."),
    ("Marigold Static", "Kingston", "shoegaze", "Bring a coat; the fans are part of the set."),
    ("T.R. Oakley", "Peterborough", "folk", "Alone with a banjo and a bad knee."),
    ("Gravel Choir", "Sudbury", "punk", "Four voices, none of them pretty."),
    ("Mrs Finch", "Peterborough", "singer-songwriter", "Taught half of this town to sing."),
    ("Lowercut", "Oshawa", "hardcore", "Eleven songs in twelve minutes."),
    ("Harbour Parliament", "St. John's", "celtic, punk", "Debates settled by accordion."),
    ("Nils Amundsen", "Thunder Bay", "ambient", "Field recordings of ice."),
    ("Twohander", "London", "garage", "Guitar, drums, *nobody else*."),
    ("Ethanol Kids", "Windsor", "ska", "A horn section on a learner's permit."),
    ("Night School", "Peterborough", "post-punk", "Meets on Tuesdays after nine."),
    ("Bea Reed", "Hamilton", "soul", "One voice and an organ older than the room."),
    ("Brownout!", "Barrie", "punk, ska", "The lights stay on if you dance."),
    ("Afterparty with DJ Tarragon", "Peterborough", "funk, disco", "45s only."),
    ("Rue & Company", "Gatineau", "chanson", "Bilingual heartbreak."),
    ("Unmaking", "Toronto", "noise", "Built, played and taken apart on the night."),
    ("P.J. Fennel", "Lindsay", "blues", "Has played every porch in the county."),
    ("Ola Stager", "Peterborough", "jazz", "Quartet; the bassist changes."),
    ("The Lock Keepers", "Peterborough", "sea shanty", "Sixty kilometres from any sea."),
]


def facts(row: tuple[str, str, str, str]) -> dict[str, object]:
    """Return the fields of one band, as its model names them."""
    name, home_town, genres, bio = row
    host = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())[:30]
    links = {"website": f"https://{host}.example.org/"} if host else {}
    return {"home_town": home_town, "genres": genres.split(", "), "bio": bio, "links": links}
