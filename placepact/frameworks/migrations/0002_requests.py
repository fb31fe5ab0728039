"""Collections, requests and their cells; the triggers that keep history as it was and lock what was submitted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from placepact.audit.triggers import triggers

KEPT = ("historystep", "workbookin")
SAYS = "what was done with a request is never changed or removed"
LOCKED = "a request that was submitted is never changed until it is sent back"
CLOSED = "a closed remedy is never changed"
CELL, REMEDY = "frameworks_cell", "frameworks_remedy"
ANSWER = (
    "request_id, position, title, indicator_id, area_id, period_start, period_length, asked_by, known_id, presence, "
    "finality, value, numerator, denominator, parts, overlap, milestone, comment, explanation, written"
)
IS_LOCKED = (
    "(select state from frameworks_request where id = old.request_id) in ('submitted', 'approved', 'accepted')"
)


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger for SQLite."""
    for part in KEPT:
        for act in ("update", "delete"):
            name = f"{part}_{act}"
            yield name, (
                f"create trigger {name} before {act} on frameworks_{part} begin select raise(abort, '{SAYS}'); end"
            )
    for name, act in (("cell_update", f"update of {ANSWER}"), ("cell_delete", "delete")):
        yield name, (
            f"create trigger {name} before {act} on {CELL} when {IS_LOCKED} "
            f"begin select raise(abort, '{LOCKED}'); end"
        )
    for act in ("update", "delete"):
        name = f"remedy_{act}"
        yield name, (
            f"create trigger {name} before {act} on {REMEDY} when old.closed_on is not null "
            f"begin select raise(abort, '{CLOSED}'); end"
        )


def postgresql_statements() -> Iterator[str]:
    """Three functions, and the triggers that call them."""
    error = "using errcode = 'integrity_constraint_violation';"
    yield f"""
    create function steps_of_requests_are_kept() returns trigger language plpgsql as $$
    begin raise exception '{SAYS}' {error} end $$;
    create function submitted_cells_are_locked() returns trigger language plpgsql as $$
    begin
        if {IS_LOCKED} then raise exception '{LOCKED}' {error} end if;
        if tg_op = 'DELETE' then return old; end if;
        return new;
    end $$;
    create function closed_remedies_are_kept() returns trigger language plpgsql as $$
    begin raise exception '{CLOSED}' {error} end $$;
    create trigger cell_update before update of {ANSWER} on {CELL}
        for each row execute function submitted_cells_are_locked();
    create trigger cell_delete before delete on {CELL} for each row execute function submitted_cells_are_locked();
    create trigger remedy_changes before update or delete on {REMEDY}
        for each row when (old.closed_on is not null) execute function closed_remedies_are_kept();
    """
    for part in KEPT:
        yield f"""
        create trigger {part}_changes before update or delete on frameworks_{part}
            for each row execute function steps_of_requests_are_kept();
        create trigger {part}_truncated before truncate on frameworks_{part}
            for each statement execute function steps_of_requests_are_kept();
        """


class Migration(migrations.Migration):

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ('frameworks', '0001_lists'),
        ('indicators', '0003_definition_releases'),
        ('organisations', '0003_register_of_many'),
        ('places', '0002_unknown_days_on_every_database'),
        ('returns', '0002_returns_are_never_rewritten'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('period_start', models.DateField()),
                ('period_length', models.CharField(max_length=8)),
                ('asks', models.JSONField(blank=True, default=list)),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('made_on', models.DateField(null=True)),
                ('is_illustrative', models.BooleanField(default=False)),
                ('accountable_body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collections', to='organisations.organisation')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collections', to='places.area')),
            ],
            options={
                'ordering': ['-closes_on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='a_window_closes_after_it_opens'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('drafted', 'Drafted'), ('submitted', 'Submitted'), ('approved', 'Approved by the organisation'), ('accepted', 'Accepted by the partnership'), ('returned', 'Returned for correction')], default='drafted', max_length=12)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('owed', models.PositiveIntegerField(default=0)),
                ('given', models.PositiveIntegerField(default=0)),
                ('extended_to', models.DateField(null=True)),
                ('is_released', models.BooleanField(default=False)),
                ('collection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='frameworks.collection')),
                ('delivery', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='returns.return')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='organisations.organisation')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['collection', 'organisation'],
                'constraints': [
                    models.UniqueConstraint(fields=('collection', 'organisation'), name='an_organisation_is_asked_once_in_a_collection'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['drafted', 'submitted', 'approved', 'accepted', 'returned'])), name='a_request_is_in_a_known_state'),
                    models.CheckConstraint(condition=models.Q(('given__lte', models.F('owed'))), name='no_more_is_given_than_owed'),
                    models.CheckConstraint(condition=models.Q(('round__gte', 1)), name='rounds_count_from_one'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['submitted', 'approved', 'accepted']), _negated=True), models.Q(('given', models.F('owed')), ('submitted_by__isnull', False)), _connector='OR'), name='a_submitted_request_is_whole'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.TextField()),
                ('owner', models.CharField(max_length=200)),
                ('due_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('outcome', models.TextField(blank=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to='organisations.organisation')),
                ('begun_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies_begun', to='frameworks.request')),
                ('closed_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remedies_closed', to='frameworks.request')),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('what', ''), _negated=True), models.Q(('owner', ''), _negated=True)), name='a_remedy_says_what_and_whose_it_is'),
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_in__isnull', True), ('closed_on__isnull', True), ('outcome', '')), models.Q(('closed_in__isnull', False), ('closed_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='a_closed_remedy_says_what_came_of_it'),
                ],
            },
        ),
        migrations.CreateModel(
            name='HistoryStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('step', models.CharField(choices=[('opened', 'Opened'), ('saved', 'Saved'), ('submitted', 'Submitted'), ('approved', 'Approved'), ('accepted', 'Accepted'), ('returned', 'Returned'), ('correction_begun', 'Correction begun'), ('reminded', 'Reminded'), ('extended', 'Extended'), ('released', 'Released')], max_length=20)),
                ('state', models.CharField(choices=[('drafted', 'Drafted'), ('submitted', 'Submitted'), ('approved', 'Approved by the organisation'), ('accepted', 'Accepted by the partnership'), ('returned', 'Returned for correction')], max_length=12)),
                ('round', models.PositiveSmallIntegerField()),
                ('because', models.TextField(blank=True)),
                ('detail', models.JSONField(blank=True, default=dict)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delivery', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='returns.return')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='frameworks.request')),
            ],
            options={
                'ordering': ['request', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('request', 'number'), name='steps_of_a_request_are_numbered_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('step__in', ['returned', 'correction_begun', 'extended', 'released']), _negated=True), models.Q(('because', ''), _negated=True), _connector='OR'), name='a_step_that_needs_a_reason_has_it'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Cell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('period_start', models.DateField()),
                ('period_length', models.CharField(blank=True, max_length=8)),
                ('due_on', models.DateField()),
                ('asked_by', models.JSONField(default=list)),
                ('presence', models.CharField(blank=True, choices=[('given', 'Given'), ('missing', 'Not available'), ('suppressed', 'Suppressed'), ('not_applicable', 'Not applicable'), ('pending', 'Pending')], max_length=20)),
                ('finality', models.CharField(choices=[('provisional', 'Provisional'), ('final', 'Final'), ('revised', 'Revised')], default='final', max_length=20)),
                ('value', models.FloatField(null=True)),
                ('numerator', models.FloatField(null=True)),
                ('denominator', models.FloatField(null=True)),
                ('parts', models.JSONField(blank=True, default=list)),
                ('overlap', models.BooleanField(default=False)),
                ('milestone', models.TextField(blank=True)),
                ('comment', models.TextField(blank=True)),
                ('explanation', models.TextField(blank=True)),
                ('written', models.JSONField(blank=True, default=dict)),
                ('faults', models.JSONField(blank=True, default=list)),
                ('questions', models.JSONField(blank=True, default=list)),
                ('line', models.PositiveIntegerField(null=True)),
                ('area', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('indicator', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
                ('known', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.value')),
                ('request', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='frameworks.request')),
            ],
            options={
                'ordering': ['request', 'position'],
                'constraints': [
                    models.UniqueConstraint(fields=('request', 'position'), name='cells_of_a_request_are_in_one_order'),
                    models.CheckConstraint(condition=models.Q(('presence__in', ['', 'given', 'missing', 'suppressed', 'not_applicable', 'pending'])), name='a_cell_has_a_known_mark'),
                    models.CheckConstraint(condition=models.Q(('finality__in', ['provisional', 'final', 'revised'])), name='a_cell_is_as_final_as_we_know'),
                    models.CheckConstraint(condition=models.Q(('value__isnull', True), ('presence', 'given'), _connector='OR'), name='only_a_given_cell_has_a_number'),
                    models.CheckConstraint(condition=models.Q(models.Q(('presence', 'given'), _negated=True), ('value__isnull', False), models.Q(('milestone', ''), _negated=True), _connector='OR'), name='a_given_cell_says_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WorkbookIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('rows_read', models.PositiveIntegerField()),
                ('rows_taken', models.PositiveIntegerField()),
                ('rows_refused', models.PositiveIntegerField()),
                ('refused', models.JSONField(default=list)),
                ('faults', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workbooks', to='frameworks.request')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('rows_read', django.db.models.expressions.CombinedExpression(models.F('rows_taken'), '+', models.F('rows_refused')))), name='rows_of_a_workbook_are_taken_or_refused'),
                ],
            },
        ),
        triggers(
            sqlite=dict(sqlite_triggers()),
            postgresql=list(postgresql_statements()),
            functions=[
                "steps_of_requests_are_kept",
                "submitted_cells_are_locked",
                "closed_remedies_are_kept",
            ],
        ),
    ]
