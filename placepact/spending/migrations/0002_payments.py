"""Deliveries of payments and reading profiles; the database refuses to rewrite what was accepted, and overlaps."""

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from placepact.audit.triggers import triggers

TOLD = (
    "body_id, kind, covers_from, covers_to, first_paid_on, last_paid_on, file_name, file_sha256, file_bytes, encoding, "
    "source, profile, parquet_name, parquet_sha256, parquet_bytes, rows_read, rows_accepted, rows_refused, rows_blank, "
    "rows_repeated_header, pence_read, pence_accepted, pence_refused, amounts_unread, accepted_as_id, by_id, created_at"
)
REMEMBERED = "body_id, kind, reading, by_id, remembered_at"
# One of the same coverage is refused by a constraint of its own.
OVERLAPS = """new.stage = 'accepted' and new.rows_accepted > 0 and exists (
    select 1 from spending_delivery d where d.id <> new.id and d.body_id = new.body_id and d.kind = new.kind
    and d.stage = 'accepted' and d.rows_accepted > 0
    and d.covers_from <= new.covers_to and d.covers_to >= new.covers_from
    and not (d.covers_from = new.covers_from and d.covers_to = new.covers_to))"""
REWRITTEN = "accepted payments are never rewritten or removed, and are replaced once"
OVERLAPPING = "returns of payments that stand never share a day"


def refusing(name: str, act: str, table: str, words: str, when: str = "") -> str:
    return f"create trigger {name} before {act} on {table} {when} begin select raise(abort, '{words}'); end"


GUARDS = {
    "payments_are_never_rewritten": (f"update of {TOLD}", "spending_delivery", "when (old.accepted_as_id is not null)"),
    "payments_are_replaced_once": (
        "update of stage, replaced_by_id",
        "spending_delivery",
        "when (old.accepted_as_id is not null and old.replaced_by_id is not null)",
    ),
    "payments_are_never_removed": ("delete", "spending_delivery", ""),
    "profile_is_never_rewritten": (f"update of {REMEMBERED}", "spending_profile", ""),
    "profile_is_never_removed": ("delete", "spending_profile", ""),
}
SQLITE = {
    **{name: refusing(name, act, table, REWRITTEN, when) for name, (act, table, when) in GUARDS.items()},
    "payments_never_overlap": refusing(
        "payments_never_overlap", "update of stage", "spending_delivery", OVERLAPPING, f"when {OVERLAPS}"
    ),
    "payments_never_arrive_overlapping": refusing(
        "payments_never_arrive_overlapping", "insert", "spending_delivery", OVERLAPPING, f"when {OVERLAPS}"
    ),
}
POSTGRESQL = [
    f"""create function payments_are_never_rewritten() returns trigger language plpgsql as $$
    begin raise exception '{REWRITTEN}' using errcode = 'integrity_constraint_violation'; end $$""",
    f"""create function payments_never_overlap() returns trigger language plpgsql as $$
    begin
        if {OVERLAPS} then
            raise exception '{OVERLAPPING}' using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end $$""",
    *(
        f"create trigger {name} before {act} on {table} for each row {when} execute function payments_are_never_rewritten()"
        for name, (act, table, when) in GUARDS.items()
    ),
    *(
        f"create trigger {table}_is_never_truncated before truncate on {table} for each statement "
        "execute function payments_are_never_rewritten()"
        for table in ("spending_delivery", "spending_profile")
    ),
    "create trigger payments_never_overlap before insert or update of stage on spending_delivery for each row "
    "execute function payments_never_overlap()",
]


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_unknown_days_on_every_database'),
        ('returns', '0002_returns_are_never_rewritten'),
        ('spending', '0001_start'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('payments', 'Payments to suppliers'), ('cards', 'Payments by card')], default='payments', max_length=10)),
                ('stage', models.CharField(choices=[('waiting', 'Waiting for an answer'), ('receiving', 'Being received'), ('accepted', 'Accepted'), ('unchanged', 'Nothing new'), ('refused', 'Refused'), ('replaced', 'Replaced by a later return'), ('withdrawn', 'Withdrawn'), ('failed', 'Not finished')], default='receiving', max_length=10)),
                ('covers_from', models.DateField(null=True)),
                ('covers_to', models.DateField(null=True)),
                ('first_paid_on', models.DateField(null=True)),
                ('last_paid_on', models.DateField(null=True)),
                ('file_name', models.CharField(max_length=255)),
                ('file_sha256', models.CharField(max_length=64)),
                ('file_bytes', models.BigIntegerField()),
                ('encoding', models.CharField(default='', max_length=20)),
                ('source', models.JSONField(default=dict)),
                ('profile', models.JSONField(default=dict)),
                ('parquet_name', models.CharField(default='', max_length=60)),
                ('parquet_sha256', models.CharField(default='', max_length=64)),
                ('parquet_bytes', models.BigIntegerField(default=0)),
                ('rows_read', models.BigIntegerField(default=0)),
                ('rows_accepted', models.BigIntegerField(default=0)),
                ('rows_refused', models.BigIntegerField(default=0)),
                ('rows_blank', models.BigIntegerField(default=0)),
                ('rows_repeated_header', models.BigIntegerField(default=0)),
                ('pence_read', models.BigIntegerField(default=0)),
                ('pence_accepted', models.BigIntegerField(default=0)),
                ('pence_refused', models.BigIntegerField(default=0)),
                ('amounts_unread', models.BigIntegerField(default=0)),
                ('done_rows', models.BigIntegerField(default=0)),
                ('total_rows', models.BigIntegerField(default=0)),
                ('words', models.CharField(default='', max_length=100)),
                ('heartbeat_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tries', models.PositiveSmallIntegerField(default=1)),
                ('message', models.TextField(default='')),
                ('questions', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('accepted_as', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='returns.return')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_deliveries', to='organisations.organisation')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='spending.delivery')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['body', 'kind', 'stage', 'covers_from'], name='deliveries_of_a_body')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['waiting', 'receiving', 'accepted', 'unchanged', 'refused', 'replaced', 'withdrawn', 'failed'])), name='delivery_is_at_a_known_stage'), models.CheckConstraint(condition=models.Q(('kind__in', ['payments', 'cards'])), name='payments_are_of_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('covers_from__isnull', True), ('covers_to__isnull', True)), models.Q(('covers_from__isnull', False), ('covers_to__gte', models.F('covers_from')), ('covers_to__isnull', False)), _connector='OR'), name='coverage_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('rows_read', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('rows_accepted'), '+', models.F('rows_refused')), '+', models.F('rows_blank')), '+', models.F('rows_repeated_header')))), name='payment_rows_balance'), models.CheckConstraint(condition=models.Q(('pence_read', django.db.models.expressions.CombinedExpression(models.F('pence_accepted'), '+', models.F('pence_refused')))), name='payment_pence_balance'), models.CheckConstraint(condition=models.Q(('amounts_unread__gte', 0), ('amounts_unread__lte', models.F('rows_refused'))), name='only_refused_rows_have_amounts_unread'), models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['accepted', 'replaced', 'withdrawn']), ('accepted_as__isnull', False), ('covers_from__isnull', False)), models.Q(models.Q(('stage__in', ['accepted', 'replaced', 'withdrawn']), _negated=True), ('accepted_as__isnull', True)), _connector='OR'), name='what_is_in_the_record_is_a_return_with_its_coverage'), models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['accepted', 'replaced', 'withdrawn']), _negated=True), models.Q(('parquet_name', ''), ('rows_read', 0)), models.Q(('rows_accepted__gt', 0), models.Q(('parquet_name', ''), _negated=True), models.Q(('parquet_sha256', ''), _negated=True)), _connector='OR'), name='accepted_payments_name_their_file'), models.CheckConstraint(condition=models.Q(models.Q(('replaced_by__isnull', False), ('stage__in', ['replaced', 'withdrawn'])), models.Q(models.Q(('stage__in', ['replaced', 'withdrawn']), _negated=True), ('replaced_by__isnull', True)), _connector='OR'), name='what_is_replaced_names_what_replaced_it'), models.UniqueConstraint(condition=models.Q(('rows_accepted__gt', 0), ('stage', 'accepted')), fields=('body', 'kind', 'covers_from', 'covers_to'), name='one_return_stands_for_a_coverage'), models.UniqueConstraint(condition=models.Q(('parquet_name', ''), _negated=True), fields=('parquet_name',), name='a_file_of_the_record_has_one_delivery')],
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('payments', 'Payments to suppliers'), ('cards', 'Payments by card')], default='payments', max_length=10)),
                ('reading', models.JSONField()),
                ('remembered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reading_profiles', to='organisations.organisation')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['payments', 'cards'])), name='profile_is_of_a_known_kind')],
            },
        ),
        triggers(
            sqlite=SQLITE,
            postgresql=POSTGRESQL,
            functions=["payments_are_never_rewritten", "payments_never_overlap"],
        ),
    ]
