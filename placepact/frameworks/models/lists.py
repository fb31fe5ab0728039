"""Frameworks: lists of indicators that somebody requires, their releases, and what each line asks of whom."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.frameworks.rules.asks import Aim, Level, Relation, Standing
from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation

RELATIONS = [(each.value, each.words) for each in Relation]
STANDINGS = [(each.value, each.words) for each in Standing]
LEVELS = [(each.value, each.words) for each in Level]
AIMS = [(each.value, each.words) for each in Aim]


class Kind(models.TextChoices):
    NATIONAL = "national", "National lists"
    HEALTH = "health", "Public health"
    POLICE = "police", "Police"
    NHS = "nhs", "NHS"
    OWN = "own", "Own plans of organisations"


class Framework(models.Model):
    """A list of indicators that somebody requires. `owner` is the body whose own plan it is, else none."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    issuer = models.CharField(max_length=200)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="frameworks")
    note = models.TextField(blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="framework_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=~Q(kind="own") | Q(owner__isnull=False), name="an_own_plan_has_its_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/frameworks/{self.slug}"


class Release(models.Model):
    """A framework as it read from one day to another: whose words, under which licence, checked by whom.

    `stated_count` is how many lines its source says it has, which may be more than are known by title.
    """

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="releases")
    name = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    stated_count = models.PositiveSmallIntegerField(null=True)
    source = models.TextField()
    source_url = models.URLField(blank=True, max_length=400)
    licence = models.CharField(max_length=200)
    author = models.CharField(max_length=200)
    checker = models.CharField(max_length=200)
    review_date = models.DateField()
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["framework", "valid_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["framework", "name"], name="a_release_is_named_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="release_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(licence="") & ~Q(author="") & ~Q(checker=""),
                name="a_release_says_where_it_is_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework}, {self.name}"


class FrameworkLine(models.Model):
    """What a release asks for in one line. A line is never edited: it is ended, and another replaces it.

    It asks every body of a class, or one body by name. Its periods start on
    `period_starts` (month and day) and every `every_months` after; a figure is
    owed `due_days` after its period's end. A computed line's `formula` is
    {"operation": …, "parts": [slugs of indicators]}. It asks for periods that end
    while its release is in force, from `asks_from` to `asks_until` where it has these.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    group = models.CharField(max_length=120, blank=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, related_name="asked_by")
    relation = models.CharField(max_length=20, choices=RELATIONS)
    formula = models.JSONField(default=dict, blank=True)
    remark = models.TextField(blank=True)
    standing = models.CharField(max_length=20, choices=STANDINGS)
    source = models.TextField(blank=True)
    owed_by_class = models.CharField(max_length=40, blank=True)
    owed_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="owes")
    owed_to = models.CharField(max_length=200)
    area_level = models.CharField(max_length=30, choices=LEVELS)
    period_length = models.CharField(max_length=8, blank=True)
    period_starts = models.CharField(max_length=5)
    every_months = models.PositiveSmallIntegerField(default=12)
    due_days = models.PositiveSmallIntegerField()
    takes_provisional = models.BooleanField(default=False)
    target_aim = models.CharField(max_length=10, choices=AIMS, blank=True)
    target_value = models.FloatField(null=True)
    target_start = models.DateField(null=True)
    target_length = models.CharField(max_length=8, blank=True)
    asks_from = models.DateField(null=True)
    asks_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["release", "position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["release", "number"],
                condition=Q(ended_on__isnull=True),
                name="a_number_stands_once_in_a_release",
            ),
            models.CheckConstraint(
                condition=Q(relation__in=["pending", "not_carried"], indicator__isnull=True)
                | Q(relation="computed", indicator__isnull=True)
                | Q(relation__in=["same", "other_period", "other_area", "partial"], indicator__isnull=False),
                name="a_line_names_the_indicator_it_needs",
            ),
            models.CheckConstraint(
                condition=Q(owed_by__isnull=False, owed_by_class="")
                | Q(owed_by__isnull=True) & ~Q(owed_by_class=""),
                name="a_line_is_owed_by_a_body_or_a_class",
            ),
            models.CheckConstraint(
                condition=Q(
                    target_aim="", target_value__isnull=True, target_start__isnull=True, target_length=""
                )
                | Q(
                    target_aim__in=["at_least", "at_most"],
                    target_value__isnull=False,
                    target_start__isnull=False,
                ),
                name="a_line_s_target_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="")
                | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="an_ended_line_says_why",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=[value for value, _ in STANDINGS]),
                name="a_line_has_a_known_standing",
            ),
            models.CheckConstraint(
                condition=Q(area_level__in=[value for value, _ in LEVELS]),
                name="a_line_asks_at_a_known_level",
            ),
            models.CheckConstraint(condition=Q(every_months__gte=1), name="a_line_comes_round_again"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
