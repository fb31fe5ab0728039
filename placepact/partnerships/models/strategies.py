"""Strategies of partnerships, their priorities, and the wider strategies that are taken account of before adoption."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation
from placepact.partnerships.models.boards import Partnership
from placepact.partnerships.rules.strategies import Level, State
from placepact.places.models import Area


class StrategyKind(models.TextChoices):
    COMMUNITY = "community", "Community strategy"
    STATUTORY = "statutory", "Strategy that a statute asks for"
    OWN = "own", "Strategy of a partnership’s own"


LEVELS = [(each.value, each.value.capitalize()) for each in Level]
STATES = [(each.value, each.value.capitalize()) for each in State]


class Strategy(models.Model):
    """What a partnership means to achieve over some years. Once adopted it never changes: a new one replaces it."""

    slug = models.SlugField(max_length=120, unique=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="strategies")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=StrategyKind.choices)
    vision = models.TextField(blank=True)
    basis = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=STATES, default=State.DRAFT.value)
    adopted_on = models.DateField(null=True)
    minute = models.CharField(max_length=200, blank=True)
    replaced_on = models.DateField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_on", "title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=StrategyKind.values), name="strategy_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in State]), name="strategy_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="strategy_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", adopted_on__isnull=True, minute="")
                | (~Q(state="draft") & Q(adopted_on__isnull=False) & ~Q(minute="")),
                name="only_an_adopted_strategy_has_its_day_and_minute",
            ),
            models.CheckConstraint(
                condition=Q(state="replaced", replaced_on__isnull=False)
                | (~Q(state="replaced") & Q(replaced_on__isnull=True)),
                name="only_a_replaced_strategy_has_its_last_day",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")), name="no_strategy_replaces_itself"
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind"],
                condition=Q(state="adopted"),
                name="one_strategy_of_a_kind_is_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/strategies/{self.slug}"


class Priority(models.Model):
    """One thing that a strategy puts first; local ones stand under the national or regional ones that they serve."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="priorities")
    reference = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    level = models.CharField(max_length=10, choices=LEVELS)
    theme = models.CharField(max_length=100, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering: ClassVar[list[str]] = ["strategy", "reference"]
        verbose_name_plural = "priorities"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["strategy", "reference"], name="a_priority_has_one_reference_in_its_strategy"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[each.value for each in Level]), name="priority_is_of_a_known_level"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(level="national"),
                name="a_national_priority_stands_under_none",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="no_priority_stands_under_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class WiderStrategy(models.Model):
    """A strategy of a wider body that others take account of before they adopt theirs, such as the Mayor's in London.

    `area` is the area it is for: partnerships of places inside it are bound from `adopted_on` to `ends_on`.
    """

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="wider_strategies")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="wider_strategies")
    title = models.CharField(max_length=200)
    basis = models.CharField(max_length=200)
    adopted_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]
        verbose_name_plural = "wider strategies"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner", "title", "adopted_on"], name="a_wider_strategy_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("adopted_on")),
                name="wider_strategy_ends_after_its_adoption",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TakenAccount(models.Model):
    """A draft took account of a wider strategy: where one reads that, and who said so."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="accounts")
    wider = models.ForeignKey(WiderStrategy, on_delete=models.PROTECT, related_name="accounts")
    evidence = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["strategy", "on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["strategy", "wider"], name="a_strategy_takes_account_of_another_once"
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="an_account_has_its_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.strategy}: {self.wider}"
