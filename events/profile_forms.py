"""What is typed about bands and venues."""

from bands.forms import GenresField, LinksField, SlugField, genres_text, links_text
from bands.models import Band
from events.models import Venue
from events.verb_forms import NamedForm

ADDRESS = ["street", "city", "region", "postal_code", "country"]


class BandForm(NamedForm):
    noun = "band"
    slug = SlugField()
    genres = GenresField()
    links = LinksField()

    class Meta:
        model = Band
        fields = [
            *("organization", "name", "slug", "genres", "home_town", "bio", "links", "contact"),
            "active",
        ]

    @staticmethod
    def texts(row: Band) -> dict[str, object]:
        return {"genres": genres_text(row.genres), "links": links_text(row.links)}

    @staticmethod
    def mark(row: Band | Venue) -> str:
        return row.updated.isoformat()


class VenueForm(NamedForm):
    noun = "venue"
    slug = SlugField()
    links = LinksField()

    class Meta:
        model = Venue
        fields = [
            *("organization", "name", "slug", *ADDRESS, "latitude", "longitude", "phone"),
            *("links", "access_notes", "contact", "active"),
        ]

    @staticmethod
    def texts(row: Venue) -> dict[str, object]:
        return {"links": links_text(row.links)}

    @staticmethod
    def mark(row: Band | Venue) -> str:
        return row.updated.isoformat()


class BandPage(BandForm):
    """The same on the organizer's page, where there is but one organization."""

    class Meta(BandForm.Meta):
        fields = [name for name in BandForm.Meta.fields if name != "organization"]


class VenuePage(VenueForm):
    class Meta(VenueForm.Meta):
        fields = [name for name in VenueForm.Meta.fields if name != "organization"]
