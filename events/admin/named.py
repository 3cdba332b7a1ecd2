"""What the forms of events, bands and venues have in common: a name, and an address made of it."""

from django.db.models import Model

from accounts.models import Organization
from bands.names import slug_for
from events.admin.verbs import VerbForm


class NamedForm(VerbForm):
    noun: str
    reserved: set[str] = set()

    def owner(self) -> Organization | None:
        """Return whose row this is or will be."""
        if self.instance.pk:
            there: Organization = self.instance.organization
            return there
        return self.cleaned_data.get("organization") or self.organization

    def clean(self) -> None:
        self._propose_slug(type(self.instance))
        super().clean()

    def _propose_slug(self, model: type[Model]) -> None:
        typed, owner = self.cleaned_data, self.owner()
        if owner is None or "slug" not in typed or "name" not in typed:
            return
        others = model._default_manager.filter(organization=owner).exclude(pk=self.instance.pk)
        if typed["slug"] and others.filter(slug=typed["slug"]).exists():
            self.add_error("slug", f"Another {self.noun} has this address.")
        elif not typed["slug"] and self.instance.pk:
            typed["slug"] = self.instance.slug
        elif not typed["slug"]:
            taken = set(others.values_list("slug", flat=True))
            typed["slug"] = slug_for(typed["name"], taken | self.reserved, otherwise=self.noun)
