from django.db import migrations, models


def note_what_was_hushed(apps, schema_editor):
    """What nobody heard of stood where now stands what they heard; that it was hushed is kept."""
    Told = apps.get_model("fans", "Told")
    rows = []
    for row in Told.objects.filter(heard=False).iterator():
        # As `truth.says` did when this was written.
        places = (row.day, row.start, row.venue) if row.state == "on" else ("", "", "")
        row.hushed = "/".join("" if one is None else str(one) for one in (row.state, *places, row.band))
        rows.append(row)
    Told.objects.bulk_update(rows, ["hushed"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("fans", "0005_issues")]

    operations = [
        migrations.AddField(
            model_name="told",
            name="hushed",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.RunPython(note_what_was_hushed, migrations.RunPython.noop),
    ]
