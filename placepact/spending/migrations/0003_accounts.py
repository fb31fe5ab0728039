import django.db.models.deletion
from django.db import migrations, models

from placepact.audit.triggers import triggers

FACTS = (
    "delivery_id, body_id, year_start, year, form, code, label, role, payee_id, theme, nature, area_id, amount_pence, "
    'amount_text, unit, sheet, "row", "column", line'
)
SQLITE = {
    "account_line_is_never_edited": f"create trigger account_line_is_never_edited before update of {FACTS} "
    "on spending_accountline begin select raise(abort, 'an account line is never edited'); end",
    "account_line_is_superseded_once": "create trigger account_line_is_superseded_once before update of "
    "superseded_by_id on spending_accountline when old.superseded_by_id is not null "
    "begin select raise(abort, 'an account line is superseded once'); end",
    "account_line_is_never_removed": "create trigger account_line_is_never_removed before delete "
    "on spending_accountline begin select raise(abort, 'an account line is never removed'); end",
}
POSTGRESQL = f"""
create function account_lines_are_never_edited() returns trigger language plpgsql as $$
begin raise exception 'an account line is never edited or removed, and is superseded once'
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger account_line_is_never_edited before update of {FACTS} on spending_accountline
    for each row execute function account_lines_are_never_edited();
create trigger account_line_is_superseded_once before update of superseded_by_id on spending_accountline
    for each row when (old.superseded_by_id is not null) execute function account_lines_are_never_edited();
create trigger account_line_is_never_removed before delete on spending_accountline
    for each row execute function account_lines_are_never_edited();
create trigger account_line_is_never_truncated before truncate on spending_accountline
    for each statement execute function account_lines_are_never_edited();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_unknown_days_on_every_database'),
        ('places', '0002_unknown_days_on_every_database'),
        ('returns', '0002_returns_are_never_rewritten'),
        ('spending', '0002_payments'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_start', models.DateField()),
                ('year', models.CharField(max_length=7)),
                ('form', models.CharField(max_length=20)),
                ('code', models.CharField(max_length=20)),
                ('label', models.CharField(max_length=300)),
                ('role', models.CharField(choices=[('service', 'Spending on a service'), ('levy_paid', 'Levy paid to another body'), ('levy_received', 'Levy received from other bodies'), ('bridge', 'Between services and the published total'), ('funding', 'Where the money comes from, and what is put aside'), ('control', 'Published total, to hold ours against'), ('frame', 'All identified public spending of a region')], max_length=20)),
                ('theme', models.SlugField(blank=True, db_index=False, max_length=40)),
                ('nature', models.CharField(choices=[('revenue', 'Revenue'), ('capital', 'Capital')], max_length=10)),
                ('amount_pence', models.BigIntegerField(null=True)),
                ('amount_text', models.CharField(blank=True, max_length=60)),
                ('unit', models.CharField(max_length=20)),
                ('sheet', models.CharField(blank=True, max_length=120)),
                ('row', models.PositiveIntegerField()),
                ('column', models.CharField(blank=True, max_length=60)),
                ('line', models.PositiveIntegerField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.area')),
                ('body', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account_lines', to='organisations.organisation')),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_lines', to='returns.return')),
                ('payee', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('superseded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='returns.return')),
            ],
            options={
                'indexes': [models.Index(fields=['year', 'form'], name='account_lines_of_a_year')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_by__isnull', True)), fields=('body', 'year_start', 'form', 'code', 'nature', 'area'), name='one_account_line_stands'), models.UniqueConstraint(condition=models.Q(('body__isnull', True), ('superseded_by__isnull', True)), fields=('area', 'year_start', 'form', 'code', 'nature'), name='one_comparator_stands'), models.CheckConstraint(condition=models.Q(('body__isnull', False), ('role', 'service'), _connector='OR'), name='only_services_are_comparators'), models.CheckConstraint(condition=models.Q(('role__in', ['service', 'levy_paid', 'levy_received', 'bridge', 'funding', 'control', 'frame'])), name='account_line_has_a_known_role'), models.CheckConstraint(condition=models.Q(('nature__in', ['revenue', 'capital'])), name='account_line_is_revenue_or_capital'), models.CheckConstraint(condition=models.Q(('payee__isnull', True), models.Q(('payee', models.F('body')), _negated=True), _connector='OR'), name='no_body_pays_itself')],
            },
        ),
        triggers(sqlite=SQLITE, postgresql=[POSTGRESQL], functions=["account_lines_are_never_edited"]),
    ]
