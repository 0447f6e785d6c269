"""What was changed and decided since the version before is frozen with each new version."""

import django.db.models.deletion
from django.db import migrations, models

from ._append_only import HISTORY, VERSION, protect, unprotect


def _unprotect_versions(apps, schema_editor):
    # SQLite makes the table anew for a new column, and its triggers would go with the old one.
    unprotect(schema_editor, VERSION)


def _protect_versions(apps, schema_editor):
    protect(schema_editor, VERSION)


def _protect_history(apps, schema_editor):
    protect(schema_editor, HISTORY)


def _unprotect_history(apps, schema_editor):
    unprotect(schema_editor, HISTORY)


class Migration(migrations.Migration):

    dependencies = [("ropa", "0058_search_entries")]

    operations = [
        migrations.CreateModel(
            name="FrozenHistory",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="frozen_history",
                        serialize=False,
                        to="ropa.version",
                    ),
                ),
                (
                    "until",
                    models.DateTimeField(help_text="Everything up to this instant is frozen."),
                ),
                (
                    "last_records",
                    models.TextField(
                        help_text="JSON: of each table, the greatest number of a record that is "
                        "frozen."
                    ),
                ),
                ("text", models.TextField(help_text="Canonical JSON.")),
            ],
            options={"ordering": ["-version_id"], "default_permissions": ()},
        ),
        migrations.RunPython(_protect_history, _unprotect_history),
        migrations.RunPython(_unprotect_versions, _protect_versions),
        migrations.AddField(
            model_name="version",
            name="history_digest",
            field=models.CharField(
                blank=True,
                default="",
                help_text="SHA-256 of the history that was frozen with it; empty if there was "
                "none.",
                max_length=64,
            ),
        ),
        migrations.RunPython(_protect_versions, _unprotect_versions),
    ]
