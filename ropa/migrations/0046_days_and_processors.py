"""Days of years that nobody can mean, reviews of agreements in the wrong order, and what is asked
of processors alone are refused from now on. What a row says of these until now is emptied: the
row's history keeps it.
"""

import datetime

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

_REFERENCE = (
    "Channel",
    "DataCategory",
    "Legislation",
    "Organisation",
    "PeopleCategory",
    "Provision",
    "StatutoryPower",
    "System",
)
_DAYS = {
    **dict.fromkeys(_REFERENCE, ("valid_from", "valid_to", "verified_on")),
    "Agreement": (
        "valid_from",
        "valid_to",
        "verified_on",
        "signed_on",
        "reviewed_on",
        "review_due_on",
    ),
    "ControllerRole": ("due_diligence_on",),
    "ProcessingActivity": (
        "begins_on",
        "ends_on",
        "children_considered_on",
        "dpia_decided_on",
        "dpia_review_on",
        "last_reviewed_on",
        "review_due_on",
    ),
    "Transfer": ("assessed_on",),
}


def empty_what_is_refused_now(apps, schema_editor):
    def rows(name):
        return apps.get_model("ropa", name).objects.using(schema_editor.connection.alias)

    for name, fields in _DAYS.items():
        for field in fields:
            first = datetime.date(1000 if field == "valid_from" else 1900, 1, 1)
            rows(name).filter(**{f"{field}__lt": first}).update(**{field: None})
    for field in ("reviewed_on", "review_due_on"):
        rows("Agreement").filter(**{f"{field}__lt": F("signed_on")}).update(**{field: None})
        rows("Agreement").filter(**{f"{field}__gt": F("valid_to")}).update(**{field: None})
    rows("Agreement").filter(review_due_on__lt=F("reviewed_on")).update(review_due_on=None)
    rows("ControllerRole").exclude(role="processor").update(
        place="", due_diligence_on=None, due_diligence_by=""
    )


class Migration(migrations.Migration):

    dependencies = [
        ('ropa', '0045_hidden_parts_of_imports'),
    ]

    operations = [
        migrations.RunPython(empty_what_is_refused_now, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name='historicalnotice',
            options={'get_latest_by': ('history_date', 'history_id'), 'ordering': ('-history_date', '-history_id'), 'verbose_name': 'historical notice or policy document', 'verbose_name_plural': 'historical notices and policy documents'},
        ),
        migrations.AlterModelOptions(
            name='notice',
            options={'ordering': ['title'], 'permissions': [('publish_notice', 'Can publish a notice'), ('keep_notice', 'Can keep this notice')], 'verbose_name': 'notice or policy document', 'verbose_name_plural': 'notices and policy documents'},
        ),
        migrations.AlterField(
            model_name='controllerrole',
            name='arrangement',
            field=models.TextField(blank=True, help_text='For staff: its title, its date and where it is kept. Better is to add it to the agreements and choose it here. Joint controllers must have one (Article 26).', verbose_name='agreement that the register does not list'),
        ),
        migrations.AlterField(
            model_name='controllerrole',
            name='due_diligence_by',
            field=models.CharField(blank=True, help_text='For staff, of a processor: a role or team, never a person’s name.', max_length=200, verbose_name='due diligence done by'),
        ),
        migrations.AlterField(
            model_name='controllerrole',
            name='due_diligence_on',
            field=models.DateField(blank=True, help_text='For staff, of a processor: when you last made sure that it gives sufficient guarantees (Article 28(1)).', null=True, verbose_name='due diligence done on'),
        ),
        migrations.AlterField(
            model_name='controllerrole',
            name='under_agreement',
            field=models.ForeignKey(blank=True, help_text='For staff: the arrangement or contract, which the register keeps once with its parties, its days and where it is kept.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='controller_roles', to='ropa.agreement', verbose_name='under which agreement'),
        ),
        migrations.AlterField(
            model_name='disclosure',
            name='agreement',
            field=models.CharField(blank=True, help_text='For staff: its title or reference. Better is to add it to the agreements and choose it here.', max_length=300, verbose_name='agreement that the register does not list'),
        ),
        migrations.AlterField(
            model_name='disclosure',
            name='under_agreement',
            field=models.ForeignKey(blank=True, help_text='For staff: the agreement, which the register keeps once with its parties, its days and where it is kept.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='ropa.agreement', verbose_name='under which agreement'),
        ),
        migrations.AlterField(
            model_name='historicalcontrollerrole',
            name='arrangement',
            field=models.TextField(blank=True, help_text='For staff: its title, its date and where it is kept. Better is to add it to the agreements and choose it here. Joint controllers must have one (Article 26).', verbose_name='agreement that the register does not list'),
        ),
        migrations.AlterField(
            model_name='historicalcontrollerrole',
            name='due_diligence_by',
            field=models.CharField(blank=True, help_text='For staff, of a processor: a role or team, never a person’s name.', max_length=200, verbose_name='due diligence done by'),
        ),
        migrations.AlterField(
            model_name='historicalcontrollerrole',
            name='due_diligence_on',
            field=models.DateField(blank=True, help_text='For staff, of a processor: when you last made sure that it gives sufficient guarantees (Article 28(1)).', null=True, verbose_name='due diligence done on'),
        ),
        migrations.AlterField(
            model_name='historicalcontrollerrole',
            name='under_agreement',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='For staff: the arrangement or contract, which the register keeps once with its parties, its days and where it is kept.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.agreement', verbose_name='under which agreement'),
        ),
        migrations.AlterField(
            model_name='historicaldisclosure',
            name='agreement',
            field=models.CharField(blank=True, help_text='For staff: its title or reference. Better is to add it to the agreements and choose it here.', max_length=300, verbose_name='agreement that the register does not list'),
        ),
        migrations.AlterField(
            model_name='historicaldisclosure',
            name='under_agreement',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='For staff: the agreement, which the register keeps once with its parties, its days and where it is kept.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ropa.agreement', verbose_name='under which agreement'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__gte', datetime.date(1000, 1, 1)), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('verified_on__isnull', True), ('verified_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='agreement_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('reviewed_on__isnull', True), ('signed_on__isnull', True), ('reviewed_on__gte', models.F('signed_on')), _connector='OR'), name='agreement_reviewed_after_signing', violation_error_message='This is before the agreement was signed. Correct this day, or the day it was signed.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('review_due_on__isnull', True), ('signed_on__isnull', True), ('review_due_on__gte', models.F('signed_on')), _connector='OR'), name='agreement_review_due_after_signing', violation_error_message='This is before the agreement was signed. Correct this day, or the day it was signed.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('reviewed_on__isnull', True), ('valid_to__gte', models.F('reviewed_on')), _connector='OR'), name='agreement_reviewed_before_end', violation_error_message='This is after the agreement ends. Correct this day, or the day it ends; leave this empty if it is not reviewed any more.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('review_due_on__isnull', True), ('valid_to__gte', models.F('review_due_on')), _connector='OR'), name='agreement_review_due_before_end', violation_error_message='This is after the agreement ends. Correct this day, or the day it ends; leave this empty if it is not reviewed any more.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('review_due_on__isnull', True), ('reviewed_on__isnull', True), ('review_due_on__gte', models.F('reviewed_on')), _connector='OR'), name='agreement_reviewed_in_order', violation_error_message='The next review is before the last one. Correct one of the two days.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_on__isnull', True), ('signed_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('reviewed_on__isnull', True), ('reviewed_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('review_due_on__isnull', True), ('review_due_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='agreement_days_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__gte', datetime.date(1000, 1, 1)), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('verified_on__isnull', True), ('verified_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='channel_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='controllerrole',
            constraint=models.CheckConstraint(condition=models.Q(('role', 'processor'), models.Q(('due_diligence_by', ''), ('due_diligence_on__isnull', True), ('place', '')), _connector='OR'), name='controllerrole_asked_of_processors_alone', violation_error_message='This is asked of a processor only. Leave this empty, or make this a processor.'),
        ),
        migrations.AddConstraint(
            model_name='controllerrole',
            constraint=models.CheckConstraint(condition=models.Q(('due_diligence_on__isnull', True), ('due_diligence_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), name='controllerrole_days_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='datacategory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__gte', datetime.date(1000, 1, 1)), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('verified_on__isnull', True), ('verified_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='datacategory_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='legislation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__gte', datetime.date(1000, 1, 1)), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('verified_on__isnull', True), ('verified_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='legislation_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__gte', datetime.date(1000, 1, 1)), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('verified_on__isnull', True), ('verified_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='organisation_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='peoplecategory',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__gte', datetime.date(1000, 1, 1)), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('verified_on__isnull', True), ('verified_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='peoplecategory_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='processingactivity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('begins_on__isnull', True), ('begins_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('ends_on__isnull', True), ('ends_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('children_considered_on__isnull', True), ('children_considered_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('dpia_decided_on__isnull', True), ('dpia_decided_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('dpia_review_on__isnull', True), ('dpia_review_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('last_reviewed_on__isnull', True), ('last_reviewed_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('review_due_on__isnull', True), ('review_due_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='activity_days_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__gte', datetime.date(1000, 1, 1)), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('verified_on__isnull', True), ('verified_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='provision_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='statutorypower',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__gte', datetime.date(1000, 1, 1)), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('verified_on__isnull', True), ('verified_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='statutorypower_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='system',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__gte', datetime.date(1000, 1, 1)), _connector='OR'), models.Q(('valid_to__isnull', True), ('valid_to__gte', datetime.date(1900, 1, 1)), _connector='OR'), models.Q(('verified_on__isnull', True), ('verified_on__gte', datetime.date(1900, 1, 1)), _connector='OR')), name='system_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('assessed_on__isnull', True), ('assessed_on__gte', datetime.date(1900, 1, 1)), _connector='OR'), name='transfer_days_not_too_early', violation_error_message='This day is too long ago. Write its year in four digits, such as 2026.'),
        ),
    ]
