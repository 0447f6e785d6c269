"""Let nobody change or delete a version: not the application, not a hand at the prompt."""

from django.db import migrations

from ._append_only import VERSION, protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("ropa", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda _apps, schema_editor: protect(schema_editor, VERSION),
            lambda _apps, schema_editor: unprotect(schema_editor, VERSION),
        )
    ]
