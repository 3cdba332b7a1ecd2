"""Forms whose saving is a verb's business, at the desk and on the organizer's pages.

A verb may refuse. Then nothing is written, the form comes back with what was typed, and what the
verb says stands in it. The form carries a mark of what the person saw; where somebody changed the
row since, it says who did and what is there now, and saving once more keeps one's own.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict

from accounts.models import Organization
from bands.forms import NO_NUL
from bands.names import slug_for
from events.act import Refused
from events.models import Change
from settimes.forms import ModelForm

Refusal = Refused | ValidationError


def sentences(refusal: Refusal) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


class Overtaken(Refused):
    """Somebody saved this row while it was being edited here."""

    def __init__(self, kind: str, row: Model, *, since: datetime | None = None) -> None:
        """`since` is when the person saw it, where not every change is in the ledger."""
        known = Change.objects.filter(kind=kind, target_id=row.pk)
        last = (
            (known.filter(change_set__at__gte=since) if since else known)
            .select_related("change_set__by")
            .order_by("-pk")
            .first()
        )
        who = last.change_set.by if last and last.change_set.by else "Somebody"
        did = f" (“{last.change_set.label}”)" if last else ""
        super().__init__(
            f"{who} changed {row} while you typed{did}. Beside each field that differs stands what "
            "it is now. Save to keep yours, or open this page anew to take theirs."
        )


class VerbForm(ModelForm):
    refusal: Refused | ValidationError | None = None  # what the verb said about this very typing
    organization: Organization | None = None  # the only one that a new row can belong to
    seen = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput, error_messages=NO_NUL
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Any = None,
        *,
        instance: Model | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        known = instance is not None and instance.pk is not None
        there = {**self.texts(instance), "seen": self.mark(instance)} if known else {}
        super().__init__(data, files, instance=instance, initial={**there, **(initial or {})})

    @staticmethod
    def texts(row: Any) -> dict[str, object]:
        """Return what is typed in another way than it is kept."""
        return {}

    @staticmethod
    def mark(row: Any) -> str:
        """Return what changes with every change of this row."""
        raise NotImplementedError

    def _post_clean(self) -> None:
        """Leave the row as it is: the verb changes it, and checks it then."""

    def clean(self) -> None:
        if isinstance(self.refusal, Overtaken):
            self.add_error(None, str(self.refusal))
            self._show_what_is_there()
        elif isinstance(self.refusal, ValidationError) and hasattr(self.refusal, "error_dict"):
            for name, errors in self.refusal.error_dict.items():
                self.add_error(name if name in self.fields else None, errors)
        elif self.refusal:
            self.add_error(None, sentences(self.refusal))

    def _show_what_is_there(self) -> None:
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"] = self.initial["seen"]
        self.data = typed
        for name in self.changed_data:
            if not self.fields[name].widget.is_hidden:
                self.add_error(name, f"Now: {self._shown(name) or 'empty'}")

    def _shown(self, name: str) -> str:
        value, field = self.initial.get(name), self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(getattr(self.instance, name) or "")
        if isinstance(field, forms.TypedChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        if isinstance(field, forms.BooleanField):
            return "on" if value else "off"
        return "" if value is None else str(value)


class NamedForm(VerbForm):
    """A form with a name, and an address made of it."""

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
            free = slug_for(
                typed["slug"],
                set(others.values_list("slug", flat=True)) | self.reserved,
                otherwise=self.noun,
            )
            self.add_error("slug", f"Another {self.noun} has this address. {free} is free.")
        elif not typed["slug"] and self.instance.pk:
            typed["slug"] = self.instance.slug
        elif not typed["slug"]:
            taken = set(others.values_list("slug", flat=True))
            typed["slug"] = slug_for(typed["name"], taken | self.reserved, otherwise=self.noun)
