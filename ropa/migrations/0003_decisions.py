"""Decisions, retirement and withdrawal; who may keep a single entry or notice."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ._append_only import DECISION, VERSION, protect, unprotect


def _protect_versions(apps, schema_editor):
    protect(schema_editor, VERSION)


def _unprotect_versions(apps, schema_editor):
    # SQLite makes the table anew for a new column, and its triggers would go with the old one.
    unprotect(schema_editor, VERSION)


def _protect_decisions(apps, schema_editor):
    protect(schema_editor, DECISION)


def _unprotect_decisions(apps, schema_editor):
    unprotect(schema_editor, DECISION)


class Migration(migrations.Migration):

    dependencies = [
        ('ropa', '0002_versions_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='notice',
            options={'ordering': ['title'], 'permissions': [('publish_notice', 'Can publish a notice'), ('keep_notice', 'Can keep this notice')]},
        ),
        migrations.AlterModelOptions(
            name='processingactivity',
            options={'ordering': ['reference'], 'permissions': [('approve_processingactivity', 'Can approve an activity'), ('keep_processingactivity', 'Can keep this activity')], 'verbose_name_plural': 'processing activities'},
        ),
        migrations.AddField(
            model_name='historicalteam',
            name='approves_own_work',
            field=models.BooleanField(default=False, help_text='For a small body with one person in charge. Each version approved by its own author then says so.', verbose_name='one person may write and approve'),
        ),
        migrations.AddField(
            model_name='team',
            name='approves_own_work',
            field=models.BooleanField(default=False, help_text='For a small body with one person in charge. Each version approved by its own author then says so.', verbose_name='one person may write and approve'),
        ),
        migrations.RunPython(_unprotect_versions, _protect_versions),
        migrations.AddField(
            model_name='version',
            name='is_in_force',
            field=models.BooleanField(default=True, help_text='No: with this version the activity was retired or the notice withdrawn.', verbose_name='in force'),
        ),
        migrations.AddField(
            model_name='version',
            name='is_own_work',
            field=models.BooleanField(default=False, help_text='Whoever decided had submitted or made the change too, as their team may.', verbose_name='approved by its own author'),
        ),
        migrations.RunPython(_protect_versions, _unprotect_versions),
        migrations.AlterField(
            model_name='historicalprocessingactivity',
            name='last_reviewed_on',
            field=models.DateField(blank=True, help_text='If that was before the entry came into this register. Approvals and reviews made here count by themselves.', null=True),
        ),
        migrations.AlterField(
            model_name='historicalprocessingactivity',
            name='review_due_on',
            field=models.DateField(blank=True, help_text='Empty: 12 months after the last approval or review.', null=True),
        ),
        migrations.AlterField(
            model_name='processingactivity',
            name='last_reviewed_on',
            field=models.DateField(blank=True, help_text='If that was before the entry came into this register. Approvals and reviews made here count by themselves.', null=True),
        ),
        migrations.AlterField(
            model_name='processingactivity',
            name='review_due_on',
            field=models.DateField(blank=True, help_text='Empty: 12 months after the last approval or review.', null=True),
        ),
        migrations.AlterField(
            model_name='version',
            name='activity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ropa.processingactivity'),
        ),
        migrations.AlterField(
            model_name='version',
            name='notice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ropa.notice'),
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('submitted', 'Submitted for approval'), ('returned', 'Returned'), ('approved', 'Approved'), ('reviewed', 'Reviewed, nothing changed'), ('retired', 'Retired'), ('reinstated', 'Reinstated'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(verbose_name='when')),
                ('decided_by_name', models.CharField(max_length=200, verbose_name='who')),
                ('reason', models.TextField(verbose_name='why')),
                ('digest', models.CharField(help_text='SHA-256 of the document that the decision was about.', max_length=64)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ropa.processingactivity')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ropa.notice')),
                ('version', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='ropa.version')),
            ],
            options={
                'ordering': ['-pk'],
                'default_permissions': ('view',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', False), ('notice__isnull', True)), models.Q(('activity__isnull', True), ('notice__isnull', False)), _connector='OR'), name='decision_one_subject'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('approved', 'retired', 'reinstated', 'published', 'withdrawn')), ('version__isnull', False)), models.Q(models.Q(('kind__in', ('approved', 'retired', 'reinstated', 'published', 'withdrawn')), _negated=True), ('version__isnull', True)), _connector='OR'), name='decision_names_what_it_froze'), models.CheckConstraint(condition=models.Q(('activity__isnull', False), models.Q(('kind__in', ('approved', 'reviewed', 'retired', 'reinstated')), _negated=True), _connector='OR'), name='decision_on_entries_is_about_one'), models.CheckConstraint(condition=models.Q(('notice__isnull', False), models.Q(('kind__in', ('published', 'withdrawn')), _negated=True), _connector='OR'), name='decision_on_notices_is_about_one'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='decision_has_a_reason')],
            },
        ),
        migrations.RunPython(_protect_decisions, _unprotect_decisions),
    ]
