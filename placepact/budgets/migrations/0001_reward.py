"""The reward for stretched targets; the database refuses to change or remove any of it."""

from collections.abc import Iterator

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from placepact.audit.triggers import triggers

KEPT = ("rewardscheme", "stretchtarget", "rewardresult", "verification", "rewardend")
SAYS = "what a reward is worked out by is never changed or removed"


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger for SQLite."""
    for part in KEPT:
        for act in ("update", "delete"):
            name = f"{part}_{act}"
            yield name, f"create trigger {name} before {act} on budgets_{part} begin select raise(abort, '{SAYS}'); end"


def postgresql_statements() -> Iterator[str]:
    """One function, and the triggers that call it."""
    yield f"""
    create function rewards_are_kept() returns trigger language plpgsql as $$
    begin raise exception '{SAYS}' using errcode = 'integrity_constraint_violation'; end $$;
    """
    for part in KEPT:
        yield f"""
        create trigger {part}_changes before update or delete on budgets_{part}
            for each row execute function rewards_are_kept();
        create trigger {part}_truncated before truncate on budgets_{part}
            for each statement execute function rewards_are_kept();
        """


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agreements', '0007_scrutiny_freedoms_traces'),
        ('organisations', '0003_register_of_many'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RewardScheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('net_budget_requirement_pence', models.BigIntegerField()),
                ('year', models.CharField(max_length=7)),
                ('percent', models.DecimalField(decimal_places=4, max_digits=7)),
                ('threshold_percent', models.DecimalField(decimal_places=4, max_digits=7)),
                ('interim_percent', models.DecimalField(decimal_places=4, max_digits=7)),
                ('instalments', models.PositiveSmallIntegerField()),
                ('rounded_to_pence', models.PositiveIntegerField()),
                ('source', models.TextField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rewards', to='agreements.agreement')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['agreement', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('agreement', 'number'), name='reward_schemes_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(('net_budget_requirement_pence__gt', 0)), name='a_reward_is_of_some_requirement'),
                    models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lte', 100), ('threshold_percent__gte', 0), ('threshold_percent__lte', 100), ('interim_percent__gte', 0), ('interim_percent__lte', 100)), name='per_cents_of_a_reward_are_of_a_hundred'),
                    models.CheckConstraint(condition=models.Q(('instalments__gte', 1), ('rounded_to_pence__gte', 1)), name='a_reward_is_paid_and_rounded'),
                    models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='a_reward_scheme_has_its_source'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RewardEnd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.TextField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scheme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='end', to='budgets.rewardscheme')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='the_end_of_a_reward_has_its_source'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StretchTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, max_length=200)),
                ('weight', models.PositiveSmallIntegerField(default=1)),
                ('without', models.DecimalField(decimal_places=6, max_digits=18)),
                ('target', models.DecimalField(decimal_places=6, max_digits=18)),
                ('interim', models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ('order', models.PositiveSmallIntegerField()),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stretches', to='agreements.line')),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stretches', to='budgets.rewardscheme')),
            ],
            options={
                'ordering': ['scheme', 'order'],
                'constraints': [
                    models.UniqueConstraint(fields=('scheme', 'line', 'part'), name='a_part_is_stretched_once'),
                    models.CheckConstraint(condition=models.Q(('without', models.F('target')), _negated=True), name='a_stretch_goes_somewhere'),
                    models.CheckConstraint(condition=models.Q(('weight__gte', 1)), name='a_stretch_has_weight'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RewardResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('moment', models.CharField(choices=[('interim', 'Interim'), ('final', 'Final')], max_length=8)),
                ('value', models.DecimalField(decimal_places=6, max_digits=18)),
                ('evidence', models.TextField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('stretch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='budgets.stretchtarget')),
            ],
            options={
                'ordering': ['stretch', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('stretch', 'number'), name='results_of_a_stretch_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(('moment__in', ['interim', 'final'])), name='result_is_of_a_known_moment'),
                    models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='a_result_has_evidence'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.TextField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('result', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='verification', to='budgets.rewardresult')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='a_verification_has_evidence'),
                ],
            },
        ),
        triggers(
            sqlite=dict(sqlite_triggers()),
            postgresql=list(postgresql_statements()),
            functions=["rewards_are_kept"],
        ),
    ]
