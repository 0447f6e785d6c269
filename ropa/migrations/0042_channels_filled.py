"""Channels become rows: those of the list of old, and whatever else the record names.

Every register gets the whole list, as it had it to choose from before; what is not needed can be
deleted. Back again, each code is written beside its row, as far as the field of old holds it.
"""

from django.db import migrations
from django.utils import timezone

REASON = "Upgrade: channels are reference data."
LENGTH_OF_OLD = 14

# Code, name, and what else it is called.
STARTERS = (
    (
        "telephone",
        "telephone",
        "phone, phones, phone calls, telephone calls, calls, helpline, hotline",
    ),
    ("email", "email", "emails, e-mail, e-mails, electronic mail"),
    ("post", "letters and other written messages", "post, mail, letters, letter, paper forms"),
    ("social-media", "social media", "social networks"),
    (
        "online-form",
        "online forms",
        "online form, web form, web forms, webform, electronic forms, e-forms, portal",
    ),
    ("referral", "referrals from our other teams", "referral, referrals, internal referrals"),
    ("inspection", "inspections", "inspection, inspection visits"),
    ("survey", "surveys", "survey, questionnaire, questionnaires"),
    (
        "data-return",
        "regular data returns",
        "data return, data returns, statutory returns, returns",
    ),
    ("admission", "admissions forms", "admission forms, admissions form, admission form"),
    (
        "notification",
        "notifications the law requires",
        "notification, notifications, statutory notifications",
    ),
    ("website", "use of our websites", "website, websites, our website, web site, web"),
    ("cookies", "cookies and the like", "cookies, cookie, similar technologies, web analytics"),
    ("app", "apps", "app, mobile app, mobile apps, smartphone app"),
    (
        "cameras",
        "cameras in fixed places",
        "CCTV, CCTV cameras, cameras, camera, video surveillance, surveillance cameras",
    ),
    (
        "body-worn",
        "cameras that our staff wear",
        "body-worn video, body worn video, BWV, body-worn cameras, body worn cameras, bodycams",
    ),
    (
        "sensors",
        "sensors and other devices",
        "sensors, sensor, devices, smart meters, telematics, Internet of Things, IoT",
    ),
    (
        "in-person",
        "conversations",
        "in person, face to face, face-to-face, conversation, interviews, meetings",
    ),
)


def fill(apps, schema_editor):
    database = schema_editor.connection.alias
    Channel = apps.get_model("ropa", "Channel")
    named = {code: (name, others) for code, name, others in STARTERS}
    tables = [
        apps.get_model("ropa", name).objects.using(database)
        for name in ("CollectionChannel", "HistoricalCollectionChannel")
    ]
    for rows in tables:
        for code in rows.order_by().values_list("code", flat=True).distinct():
            named.setdefault(code, (code, ""))
    channels = Channel.objects.using(database)
    history = apps.get_model("ropa", "HistoricalChannel").objects.using(database)
    for code, (name, others) in named.items():
        row = channels.create(code=code, name=name, also_called=others)
        history.create(
            **{field.attname: getattr(row, field.attname) for field in Channel._meta.fields},
            history_date=timezone.now(),
            history_type="+",
            history_change_reason=REASON,
        )
        for rows in tables:
            rows.filter(code=code).update(channel=row)


def empty(apps, schema_editor):
    database = schema_editor.connection.alias
    history = apps.get_model("ropa", "HistoricalChannel").objects.using(database)
    codes = dict(history.order_by("history_date", "history_id").values_list("id", "code"))
    for name in ("CollectionChannel", "HistoricalCollectionChannel"):
        rows = apps.get_model("ropa", name).objects.using(database)
        for key, code in codes.items():
            rows.filter(channel=key).update(code=code[:LENGTH_OF_OLD].rstrip("-"), channel=None)
    history.all().delete()
    apps.get_model("ropa", "Channel").objects.using(database).update(superseded_by=None)
    apps.get_model("ropa", "Channel").objects.using(database).all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("ropa", "0041_channels_as_rows"),
    ]

    operations = [migrations.RunPython(fill, empty)]
