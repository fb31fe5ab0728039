"""Plans, risks and evidence; the database refuses to change or remove any of it."""

from collections.abc import Iterator

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from placepact.audit.triggers import triggers

KEPT = (
    "milestone", "milestoneentry", "activity", "backing", "decisionasked", "decisiontaken", "risk", "riskentry",
    "evidence", "evidencecheck",
)  # fmt: skip
SAYS = "what is written of delivery is never changed or removed"


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger for SQLite."""
    for part in KEPT:
        for act in ("update", "delete"):
            name = f"delivery_{part}_{act}"
            yield name, f"create trigger {name} before {act} on delivery_{part} begin select raise(abort, '{SAYS}'); end"


def postgresql_statements() -> Iterator[str]:
    """One function, and the triggers that call it."""
    yield f"""
    create function delivery_is_kept() returns trigger language plpgsql as $$
    begin raise exception '{SAYS}' using errcode = 'integrity_constraint_violation'; end $$;
    """
    for part in KEPT:
        yield f"""
        create trigger delivery_{part}_changes before update or delete on delivery_{part}
            for each row execute function delivery_is_kept();
        create trigger delivery_{part}_truncated before truncate on delivery_{part}
            for each statement execute function delivery_is_kept();
        """


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agreements', '0010_traces'),
        ('organisations', '0003_register_of_many'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DecisionAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('words', models.TextField()),
                ('needed_by', models.DateField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions_asked', to='agreements.line')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['line', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('line', 'number'), name='decisions_asked_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_decision_asked_says_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DecisionTaken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('asked', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='taken', to='delivery.decisionasked')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_decision_taken_says_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('words', models.CharField(max_length=300)),
                ('sha256', models.CharField(max_length=64)),
                ('file_name', models.CharField(max_length=200)),
                ('size_bytes', models.PositiveBigIntegerField()),
                ('is_published', models.BooleanField(default=False)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='agreements.line')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['line', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('line', 'number'), name='evidence_is_numbered_once'),
                    models.UniqueConstraint(fields=('line', 'sha256'), name='a_file_is_evidence_of_a_target_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('file_name', ''), _negated=True), ('sha256__regex', '^[0-9a-f]{64}$')), name='evidence_says_what_it_shows_and_is_kept_by_its_hash'),
                    models.CheckConstraint(condition=models.Q(('size_bytes__gte', 1)), name='evidence_is_not_empty'),
                ],
            },
        ),
        migrations.CreateModel(
            name='EvidenceCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_sound', models.BooleanField()),
                ('words', models.TextField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='check_of', to='delivery.evidence')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_check_of_evidence_says_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('words', models.CharField(max_length=300)),
                ('office', models.CharField(max_length=200)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='agreements.line')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['line', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('line', 'number'), name='milestones_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('office', ''), _negated=True)), name='a_milestone_says_what_and_whose_it_is'),
                ],
            },
        ),
        migrations.AddField(
            model_name='evidence',
            name='milestone',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='delivery.milestone'),
        ),
        migrations.CreateModel(
            name='MilestoneEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('happened', models.CharField(choices=[('promised', 'Promised'), ('moved', 'Moved'), ('done', 'Done'), ('dropped', 'Dropped')], max_length=10)),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(null=True)),
                ('words', models.TextField(blank=True)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='delivery.milestone')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['milestone', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('milestone', 'number'), name='entries_of_a_milestone_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(('happened__in', ['promised', 'moved', 'done', 'dropped'])), name='a_milestone_entry_is_of_a_known_kind'),
                    models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', False), ('happened', 'done')), models.Q(models.Q(('happened', 'done'), _negated=True), ('done_on__isnull', True)), _connector='OR'), name='a_milestone_that_is_done_has_its_day'),
                    models.CheckConstraint(condition=models.Q(models.Q(('happened__in', ['moved', 'dropped']), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='a_milestone_is_moved_or_dropped_with_a_reason'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Risk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('words', models.CharField(max_length=300)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risks', to='agreements.line')),
            ],
            options={
                'ordering': ['line', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('line', 'number'), name='risks_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_risk_says_what_may_happen'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RiskEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('is_open', models.BooleanField(default=True)),
                ('likelihood', models.PositiveSmallIntegerField()),
                ('impact', models.PositiveSmallIntegerField()),
                ('mitigation', models.TextField()),
                ('office', models.CharField(max_length=200)),
                ('review_on', models.DateField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='delivery.risk')),
            ],
            options={
                'ordering': ['risk', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('risk', 'number'), name='entries_of_a_risk_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(('impact__gte', 1), ('impact__lte', 5), ('likelihood__gte', 1), ('likelihood__lte', 5)), name='a_risk_is_scored_from_1_to_5'),
                    models.CheckConstraint(condition=models.Q(models.Q(('mitigation', ''), _negated=True), models.Q(('office', ''), _negated=True)), name='a_risk_has_its_mitigation_and_owner'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('words', models.TextField(blank=True)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='agreements.line')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['line', 'number'],
                'constraints': [models.UniqueConstraint(fields=('line', 'number'), name='activities_are_numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='Backing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('words', models.CharField(max_length=300)),
                ('amount_pence', models.BigIntegerField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contribution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='backs', to='agreements.line')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='backings', to='agreements.line')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['line', 'number'],
                'constraints': [models.UniqueConstraint(fields=('line', 'number'), name='backings_are_numbered_once'), models.CheckConstraint(condition=models.Q(('amount_pence__gte', 0)), name='a_backing_is_not_negative'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_backing_says_what_it_is')],
            },
        ),
        triggers(
            sqlite=dict(sqlite_triggers()),
            postgresql=list(postgresql_statements()),
            functions=["delivery_is_kept"],
        ),
    ]
