"""Lists of indicators, their releases and lines; what reporting costs; and the triggers that keep them as written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from placepact.audit.triggers import triggers

WORDS = (
    "release_id", "number", "title", "\"group\"", "indicator_id", "relation", "formula", "remark",
    "standing", "source", "owed_by_class", "owed_by_id", "owed_to", "area_level", "period_length", "period_starts",
    "every_months", "due_days", "takes_provisional", "target_aim", "target_value", "target_start", "target_length",
    "asks_from", "replaces_id", "written_by_id", "written_on",
)  # fmt: skip
SAYS = "a line of a list is ended and replaced, never edited"
COSTS = "what reporting costs is added to, never edited"
LINE, ADDED_TO = "frameworks_frameworkline", ("burdensetting", "inspection")


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger for SQLite."""
    stop = f"begin select raise(abort, '{SAYS}'); end"
    yield "line_words", f"create trigger line_words before update of {', '.join(WORDS)} on {LINE} {stop}"
    yield "line_ended", (
        f"create trigger line_ended before update on {LINE} when old.ended_on is not null {stop}"
    )
    yield "line_delete", f"create trigger line_delete before delete on {LINE} {stop}"
    for part in ADDED_TO:
        for act in ("update", "delete"):
            name = f"{part}_{act}"
            yield name, (
                f"create trigger {name} before {act} on frameworks_{part} "
                f"begin select raise(abort, '{COSTS}'); end"
            )


def postgresql_statements() -> Iterator[str]:
    """Two functions, and the triggers that call them."""
    error = "using errcode = 'integrity_constraint_violation';"
    yield f"""
    create function lines_are_never_edited() returns trigger language plpgsql as $$
    begin raise exception '{SAYS}' {error} end $$;
    create function costs_are_added_to() returns trigger language plpgsql as $$
    begin raise exception '{COSTS}' {error} end $$;
    create trigger line_words before update of {", ".join(WORDS)} on {LINE}
        for each row execute function lines_are_never_edited();
    create trigger line_ended before update on {LINE}
        for each row when (old.ended_on is not null) execute function lines_are_never_edited();
    create trigger line_delete before delete on {LINE} for each row execute function lines_are_never_edited();
    create trigger line_truncated before truncate on {LINE}
        for each statement execute function lines_are_never_edited();
    """
    for part in ADDED_TO:
        yield f"""
        create trigger {part}_changes before update or delete on frameworks_{part}
            for each row execute function costs_are_added_to();
        create trigger {part}_truncated before truncate on frameworks_{part}
            for each statement execute function costs_are_added_to();
        """


class Migration(migrations.Migration):

    initial = True

    dependencies: ClassVar[list[object]] = [
        ('indicators', '0002_values_are_never_edited'),
        ('organisations', '0003_register_of_many'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name='Framework',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('national', 'National lists'), ('health', 'Public health'), ('police', 'Police'), ('nhs', 'NHS'), ('own', "Own plans of organisations")], max_length=20)),
                ('issuer', models.CharField(max_length=200)),
                ('note', models.TextField(blank=True)),
                ('is_illustrative', models.BooleanField(default=False)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='frameworks', to='organisations.organisation')),
            ],
            options={
                'ordering': ['kind', 'title'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind__in', ['national', 'health', 'police', 'nhs', 'own'])), name='framework_is_of_a_known_kind'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'own'), _negated=True), ('owner__isnull', False), _connector='OR'), name='an_own_plan_has_its_owner'),
                ],
            },
        ),
        migrations.CreateModel(
            name='BurdenSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.PositiveSmallIntegerField()),
                ('evidence', models.TextField()),
                ('is_assumed', models.BooleanField()),
                ('on', models.DateField()),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='burden_settings', to='organisations.organisation')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('framework', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='burden_settings', to='frameworks.framework')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('minutes__lte', 6000)), name='an_item_costs_at_most_100_hours'),
                    models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='minutes_have_their_evidence'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspectorate', models.CharField(max_length=200)),
                ('scope', models.CharField(max_length=300)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('days', models.PositiveSmallIntegerField()),
                ('items_asked', models.PositiveSmallIntegerField(default=0)),
                ('source', models.TextField()),
                ('is_illustrative', models.BooleanField(default=False)),
                ('recorded_on', models.DateField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='organisations.organisation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='frameworks.inspection')),
            ],
            options={
                'ordering': ['starts_on', 'id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='an_inspection_ends_after_it_starts'),
                    models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('scope', ''), _negated=True), models.Q(('inspectorate', ''), _negated=True)), name='an_inspection_says_who_and_what'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('stated_count', models.PositiveSmallIntegerField(null=True)),
                ('source', models.TextField()),
                ('source_url', models.URLField(blank=True, max_length=400)),
                ('licence', models.CharField(max_length=200)),
                ('author', models.CharField(max_length=200)),
                ('checker', models.CharField(max_length=200)),
                ('review_date', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='frameworks.framework')),
            ],
            options={
                'ordering': ['framework', 'valid_from'],
                'constraints': [
                    models.UniqueConstraint(fields=('framework', 'name'), name='a_release_is_named_once'),
                    models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='release_ends_after_it_starts'),
                    models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('licence', ''), _negated=True), models.Q(('author', ''), _negated=True), models.Q(('checker', ''), _negated=True)), name='a_release_says_where_it_is_from'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FrameworkLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('number', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('group', models.CharField(blank=True, max_length=120)),
                ('relation', models.CharField(choices=[('same', 'the same figure'), ('other_period', 'the same figure for another period'), ('other_area', 'the same figure for another level of area'), ('computed', 'computed from other figures'), ('partial', 'covered in part'), ('pending', 'not defined yet'), ('not_carried', 'no figure of ours')], max_length=20)),
                ('formula', models.JSONField(blank=True, default=dict)),
                ('remark', models.TextField(blank=True)),
                ('standing', models.CharField(choices=[('read', 'read in its source'), ('read_in_part', 'its source read in part'), ('from_memory', 'from memory, not verified'), ('placeholder', 'counted in the list, title not found in a source'), ('illustrative', 'made up, illustrative'), ('own', 'written by its owner')], max_length=20)),
                ('source', models.TextField(blank=True)),
                ('owed_by_class', models.CharField(blank=True, max_length=40)),
                ('owed_to', models.CharField(max_length=200)),
                ('area_level', models.CharField(choices=[('own', 'the area it acts for'), ('districts', 'each district in its area'), ('police_force_area', 'its police force area'), ('combined_authority', "its combined authority's area")], max_length=30)),
                ('period_length', models.CharField(blank=True, max_length=8)),
                ('period_starts', models.CharField(max_length=5)),
                ('every_months', models.PositiveSmallIntegerField(default=12)),
                ('due_days', models.PositiveSmallIntegerField()),
                ('takes_provisional', models.BooleanField(default=False)),
                ('target_aim', models.CharField(blank=True, choices=[('at_least', 'at least'), ('at_most', 'at most')], max_length=10)),
                ('target_value', models.FloatField(null=True)),
                ('target_start', models.DateField(null=True)),
                ('target_length', models.CharField(blank=True, max_length=8)),
                ('asks_from', models.DateField(null=True)),
                ('asks_until', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('ended_because', models.TextField(blank=True)),
                ('written_on', models.DateField()),
                ('indicator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asked_by', to='indicators.indicator')),
                ('owed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owes', to='organisations.organisation')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='frameworks.frameworkline')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='frameworks.release')),
            ],
            options={
                'ordering': ['release', 'position', 'id'],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('release', 'number'), name='a_number_stands_once_in_a_release'),
                    models.CheckConstraint(condition=models.Q(models.Q(('indicator__isnull', True), ('relation__in', ['pending', 'not_carried'])), models.Q(('indicator__isnull', True), ('relation', 'computed')), models.Q(('indicator__isnull', False), ('relation__in', ['same', 'other_period', 'other_area', 'partial'])), _connector='OR'), name='a_line_names_the_indicator_it_needs'),
                    models.CheckConstraint(condition=models.Q(models.Q(('owed_by__isnull', False), ('owed_by_class', '')), models.Q(('owed_by__isnull', True), models.Q(('owed_by_class', ''), _negated=True)), _connector='OR'), name='a_line_is_owed_by_a_body_or_a_class'),
                    models.CheckConstraint(condition=models.Q(models.Q(('target_aim', ''), ('target_length', ''), ('target_start__isnull', True), ('target_value__isnull', True)), models.Q(('target_aim__in', ['at_least', 'at_most']), ('target_start__isnull', False), ('target_value__isnull', False)), _connector='OR'), name='a_line_s_target_is_whole'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_because', ''), ('ended_on__isnull', True)), models.Q(('ended_on__isnull', False), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='an_ended_line_says_why'),
                    models.CheckConstraint(condition=models.Q(('standing__in', ['read', 'read_in_part', 'from_memory', 'placeholder', 'illustrative', 'own'])), name='a_line_has_a_known_standing'),
                    models.CheckConstraint(condition=models.Q(('area_level__in', ['own', 'districts', 'police_force_area', 'combined_authority'])), name='a_line_asks_at_a_known_level'),
                    models.CheckConstraint(condition=models.Q(('every_months__gte', 1)), name='a_line_comes_round_again'),
                ],
            },
        ),
        triggers(
            sqlite=dict(sqlite_triggers()),
            postgresql=list(postgresql_statements()),
            functions=["lines_are_never_edited", "costs_are_added_to"],
        ),
    ]
