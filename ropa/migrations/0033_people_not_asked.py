from django.db import migrations, models

ANSWERS = [
    ("required", "The law requires it"),
    ("contract", "A contract needs it"),
    ("voluntary", "People may choose"),
    ("mixed", "Some is required, some is voluntary"),
    ("not-asked", "People are not asked for it: it comes from others"),
    ("unknown", "Not said yet"),
]


class Migration(migrations.Migration):
    """Whether people must give data has an answer where they are not asked for it."""

    dependencies = [("ropa", "0032_what_else_is_inferred")]

    operations = [
        migrations.AlterField(
            model,
            "providing",
            models.CharField(
                "must people give it?", max_length=10, choices=ANSWERS, default="unknown"
            ),
        )
        for model in ("processingactivity", "historicalprocessingactivity")
    ]
