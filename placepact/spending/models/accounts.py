"""Account lines: what a body's published accounts say about one year and one line. Never edited, only superseded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation
from placepact.places.models import Area
from placepact.returns.models import Return
from placepact.spending.rules.lines import Role

ROLES = [(each.value, each.words) for each in Role]


class Nature(models.TextChoices):
    REVENUE = "revenue", "Revenue"
    CAPITAL = "capital", "Capital"


class AccountLine(models.Model):
    """One line of one body's accounts of one year, as one row or cell of one return gave it.

    `amount_pence` is empty where the cell held no number: missing, which is not
    nothing. `amount_text` is the cell as published, in `unit`; `sheet`, `row` and
    `column` say where in the published file it stands, `line` where in the
    delivered one. `area` is the footprint of the body's accounts. A line without a body
    is a comparator: what the council of an area elsewhere spends on a service, which
    no count holds and places are compared with. The line stands
    until `superseded_by` names the return that replaced it.
    """

    delivery = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="account_lines")
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="account_lines", db_index=False
    )
    year_start = models.DateField()
    year = models.CharField(max_length=7)
    form = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=300)
    role = models.CharField(max_length=20, choices=ROLES)
    payee = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    theme = models.SlugField(max_length=40, blank=True, db_index=False)
    nature = models.CharField(max_length=10, choices=Nature.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    amount_pence = models.BigIntegerField(null=True)
    amount_text = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=20)
    sheet = models.CharField(max_length=120, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    line = models.PositiveIntegerField()
    superseded_by = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["year", "form"], name="account_lines_of_a_year")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["body", "year_start", "form", "code", "nature", "area"],
                condition=Q(superseded_by__isnull=True),
                name="one_account_line_stands",
            ),
            models.UniqueConstraint(
                fields=["area", "year_start", "form", "code", "nature"],
                condition=Q(superseded_by__isnull=True, body__isnull=True),
                name="one_comparator_stands",
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False) | Q(role=Role.SERVICE.value),
                name="only_services_are_comparators",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[value for value, _ in ROLES]), name="account_line_has_a_known_role"
            ),
            models.CheckConstraint(
                condition=Q(nature__in=Nature.values), name="account_line_is_revenue_or_capital"
            ),
            models.CheckConstraint(
                condition=Q(payee__isnull=True) | ~Q(payee=F("body")), name="no_body_pays_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body or self.area} {self.year} {self.code}"

    @property
    def owner(self) -> Organisation:
        """The body of a line that has one: every line that a count holds."""
        assert self.body is not None
        return self.body

    @property
    def cell(self) -> str:
        """Where the figure stands in the published file: RS LA Data 2017-18!F119."""
        return f"{self.sheet}!{self.column}{self.row}" if self.sheet else f"row {self.row}"
