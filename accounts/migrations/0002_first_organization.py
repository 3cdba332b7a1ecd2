from django.db import migrations


def add_first_organization(apps, schema_editor):
    organization = apps.get_model("accounts", "Organization")
    if not organization.objects.exists():
        organization.objects.create(name="Our crawl", slug="our-crawl")


class Migration(migrations.Migration):
    """The organization everything belongs to; the interface says its name, never its number."""

    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(add_first_organization, migrations.RunPython.noop)]
