"""Negotiation, consent, signature, designation and review; the guards of signed versions are lifted for it.

SQLite builds a table anew to change it, which drops its triggers: they are taken down first and put back last.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = import_module("placepact.agreements.migrations.0002_signed_versions_never_change").Migration.operations[0]


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0002_signed_versions_never_change'),
        ('organisations', '0002_unknown_days_on_every_database'),
        ('places', '0002_unknown_days_on_every_database'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(GUARDS.reverse_code, GUARDS.code),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('full_council', 'The full council'), ('delegate', 'A delegate of the full council'), ('secretary_of_state', 'The Secretary of State')], max_length=20)),
                ('on', models.DateField()),
                ('minute', models.TextField()),
                ('delegation', models.TextField(blank=True)),
                ('sha256', models.CharField(max_length=64)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='agreements.version')),
            ],
            options={
                'ordering': ['on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('level__in', ['full_council', 'delegate', 'secretary_of_state'])), name='approval_is_by_somebody_known'),
                    models.CheckConstraint(condition=models.Q(('minute', ''), _negated=True), name='an_approval_has_its_minute'),
                    models.CheckConstraint(condition=models.Q(models.Q(('level', 'delegate'), _negated=True), models.Q(('delegation', ''), _negated=True), _connector='OR'), name='a_delegate_has_a_delegation'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('evidence', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='organisations.organisation')),
            ],
            options={
                'ordering': ['on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='a_consent_has_evidence'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('evidence', models.TextField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='agreements.version')),
            ],
            options={
                'ordering': ['on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='a_consultation_has_evidence'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_revoked', models.BooleanField(default=False)),
                ('on', models.DateField()),
                ('notice', models.TextField()),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='agreements.line')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('notice', ''), _negated=True), name='a_designation_has_its_notice'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Direction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('given', 'Given'), ('varied', 'Varied'), ('revoked', 'Revoked')], max_length=10)),
                ('on', models.DateField()),
                ('submit_by', models.DateField(null=True)),
                ('reference', models.TextField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='directions', to='agreements.agreement')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['given', 'varied', 'revoked'])), name='direction_is_of_a_known_kind'),
                    models.CheckConstraint(condition=models.Q(('reference', ''), _negated=True), name='a_direction_has_its_reference'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Memorandum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('because', models.CharField(max_length=40)),
                ('about', models.JSONField(default=list)),
                ('text', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memoranda', to='agreements.agreement')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memoranda', to='agreements.version')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [
                    models.UniqueConstraint(fields=('agreement', 'number'), name='memoranda_are_numbered_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('proposed', 'Proposed'), ('countered', 'Countered'), ('accepted', 'Accepted'), ('withdrawn', 'Withdrawn')], max_length=12)),
                ('change', models.CharField(choices=[('amend', 'Amend'), ('remove', 'Remove'), ('add', 'Add')], max_length=8)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('reason', models.TextField(blank=True)),
                ('terms', models.JSONField(null=True)),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered', to='agreements.move')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='agreements.line')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='organisations.organisation')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='agreements.version')),
            ],
            options={
                'ordering': ['line', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('line', 'number'), name='moves_of_a_line_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ['proposed', 'countered', 'accepted', 'withdrawn'])), name='move_is_of_a_known_kind'),
                    models.CheckConstraint(condition=models.Q(('change__in', ['amend', 'remove', 'add'])), name='change_is_of_a_known_kind'),
                    models.CheckConstraint(condition=models.Q(('kind', 'proposed'), ('answers__isnull', False), _connector='OR'), name='every_later_move_answers_one'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('words', models.TextField()),
                ('findings', models.JSONField(default=dict)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='agreements.agreement')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_review_says_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RevisionProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('reason', models.TextField()),
                ('named', models.JSONField(default=dict)),
                ('decision', models.CharField(choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('rejected', 'Rejected')], default='proposed', max_length=10)),
                ('decided_on', models.DateField(null=True)),
                ('decided_because', models.TextField(blank=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='agreements.agreement')),
                ('made', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='agreements.version')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('moves', models.ManyToManyField(related_name='proposals', to='agreements.move')),
                ('review', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='agreements.review')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [
                    models.UniqueConstraint(fields=('agreement', 'number'), name='proposals_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('decision', 'proposed'), ('made__isnull', True)), models.Q(('decided_on__isnull', False), ('decision', 'approved'), ('made__isnull', False)), models.Q(('decided_on__isnull', False), ('decision', 'rejected'), ('made__isnull', True)), _connector='OR'), name='a_decided_proposal_has_its_day'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_proposal_says_why'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('authority', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='organisations.organisation')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='agreements.version')),
            ],
            options={
                'ordering': ['on', 'id'],
                'constraints': [
                    models.UniqueConstraint(fields=('version', 'organisation', 'sha256'), name='a_body_signs_a_wording_once'),
                    models.CheckConstraint(condition=models.Q(('authority', ''), _negated=True), name='a_signature_has_authority'),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name='line',
            name='line_is_of_a_known_kind',
        ),
        migrations.RemoveConstraint(
            model_name='version',
            name='a_signed_version_has_its_days',
        ),
        migrations.AddField(
            model_name='agreement',
            name='closed_because',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='agreement',
            name='closed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='lineversion',
            name='amount_pence',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='lineversion',
            name='body',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='lineversion',
            name='changed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='lineversion',
            name='changed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lineversion',
            name='edition',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='version',
            name='heading',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='version',
            name='origin',
            field=models.CharField(choices=[('agreement', 'The agreement'), ('revision', 'An approved revision'), ('section_110', 'A change to local targets')], default='agreement', max_length=20),
        ),
        migrations.AddField(
            model_name='version',
            name='sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name='line',
            name='kind',
            field=models.CharField(choices=[('priority', 'Priority'), ('target', 'Target'), ('contribution', 'Contribution'), ('freedom', 'Freedom'), ('pledge', 'Pledge'), ('clause', 'Clause')], max_length=20),
        ),
        migrations.AlterField(
            model_name='version',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('negotiating', 'In negotiation'), ('with_parties', 'With its parties'), ('submitted', 'Submitted'), ('set_aside', 'Set aside'), ('signed', 'Signed')], default='draft', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), models.Q(('closed_because', ''), _negated=True), _connector='OR'), name='a_closed_agreement_says_why'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['priority', 'target', 'contribution', 'freedom', 'pledge', 'clause'])), name='line_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'signed'), _negated=True), ('in_force_from__isnull', True), ('signed_on__isnull', True)), models.Q(('in_force_from__isnull', False), ('signed_on__isnull', False), ('state', 'signed')), _connector='OR'), name='a_signed_version_has_its_days'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'negotiating', 'with_parties', 'submitted', 'set_aside', 'signed'])), name='version_is_in_a_known_state'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='move',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='agreements.move'),
        ),
        migrations.AddField(
            model_name='consent',
            name='move',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='agreements.move'),
        ),
        migrations.AddField(
            model_name='approval',
            name='move',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='agreements.move'),
        ),
        migrations.AddField(
            model_name='lineversion',
            name='move',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made', to='agreements.move'),
        ),
        migrations.AddConstraint(
            model_name='lineversion',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pence__isnull', True), ('amount_pence__gte', 0), _connector='OR'), name='an_amount_is_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(fields=('move', 'organisation'), name='a_body_consents_once_to_an_offer'),
        ),
        migrations.RunPython(GUARDS.code, GUARDS.reverse_code),
    ]
