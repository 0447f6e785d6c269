"""What people have typed into forms and not saved yet is kept for them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ropa", "0053_starter_packs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FormDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=2000)),
                ("content", models.TextField()),
                ("key", models.CharField(max_length=32)),
                ("title", models.CharField(max_length=300)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_closed", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="form_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [models.Index(fields=["owner", "changed_at"], name="form_draft_owner")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "key"), name="form_draft_once"),
                    models.CheckConstraint(
                        condition=models.Q(("is_closed", False), ("content", ""), _connector="OR"),
                        name="form_draft_closed_is_empty",
                    ),
                ],
            },
        ),
    ]
