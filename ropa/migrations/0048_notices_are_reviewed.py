"""That nothing has changed may be decided of a notice or a policy document as well as of an entry.

SQLite makes a table anew for this, so the triggers that keep its rows as they are come after it.
"""

from django.conf import settings
from django.db import migrations, models

from ._append_only import DECISION, protect, unprotect


def open_table(apps, schema_editor):
    unprotect(schema_editor, DECISION)


def close_table(apps, schema_editor):
    protect(schema_editor, DECISION)


class Migration(migrations.Migration):

    dependencies = [
        ("ropa", "0047_undo_of_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(open_table, close_table),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_on_entries_is_about_one",
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("activity__isnull", False),
                    models.Q(("kind__in", ("approved", "retired", "reinstated")), _negated=True),
                    _connector="OR",
                ),
                name="decision_on_entries_is_about_one",
            ),
        ),
        migrations.RunPython(close_table, open_table),
    ]
