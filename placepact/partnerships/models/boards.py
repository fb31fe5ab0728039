"""Partnerships with their settings, who sits on them, and the interests that members have declared."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation
from placepact.partnerships.rules.words import (
    Authority,
    DecidesBy,
    Kind,
    Layer,
    LegalForm,
    Nature,
    OnConflict,
    Part,
    QuorumIs,
    Sector,
)
from placepact.places.models import Place


class Partnership(models.Model):
    """Bodies that sit together for a place, with the settings by which they decide.

    `accountable_body` signs, holds money and employs for one without legal personality. Settings carry no
    numbers by default: a number for the quorum of a strategic partnership was found in no source.
    """

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices())
    layer = models.CharField(max_length=20, choices=Layer.choices())
    legal_form = models.CharField(
        max_length=20, choices=LegalForm.choices(), default=LegalForm.UNINCORPORATED.value
    )
    statutory_basis = models.CharField(max_length=200, blank=True)
    statutory_section = models.CharField(max_length=60, blank=True)
    purpose = models.TextField(blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="partnerships")
    accountable_body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="accountable_for"
    )
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)
    is_illustrative = models.BooleanField(default=False)
    meetings_a_year = models.PositiveSmallIntegerField(null=True)
    quorum_is = models.CharField(max_length=10, choices=QuorumIs.choices(), default=QuorumIs.NONE.value)
    quorum_number = models.PositiveSmallIntegerField(null=True)
    quorum_percent = models.PositiveSmallIntegerField(null=True)
    decides_by = models.CharField(
        max_length=10, choices=DecidesBy.choices(), default=DecidesBy.CONSENSUS.value
    )
    on_conflict = models.CharField(
        max_length=10, choices=OnConflict.choices(), default=OnConflict.WITHDRAW.value
    )
    term_months = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in Kind]), name="partnership_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(layer__in=[each.value for each in Layer]), name="partnership_is_in_a_known_layer"
            ),
            models.CheckConstraint(
                condition=Q(legal_form__in=[each.value for each in LegalForm]),
                name="partnership_has_a_known_legal_form",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="partnership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | ~Q(ended_because=""),
                name="a_partnership_that_ended_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind="statutory") | ~Q(statutory_basis=""),
                name="a_statutory_partnership_has_its_statute",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="no_partnership_is_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(quorum_is="none", quorum_number__isnull=True, quorum_percent__isnull=True)
                | Q(
                    quorum_is="number",
                    quorum_number__isnull=False,
                    quorum_number__gte=1,
                    quorum_percent__isnull=True,
                )
                | Q(
                    quorum_is="share",
                    quorum_number__isnull=True,
                    quorum_percent__isnull=False,
                    quorum_percent__range=(1, 100),
                ),
                name="a_quorum_is_none_or_a_number_or_a_share",
            ),
            models.CheckConstraint(
                condition=Q(decides_by__in=[each.value for each in DecidesBy]),
                name="partnership_decides_in_a_known_way",
            ),
            models.CheckConstraint(
                condition=Q(on_conflict__in=[each.value for each in OnConflict]),
                name="partnership_has_a_known_conflict_rule",
            ),
            models.CheckConstraint(
                condition=Q(term_months__isnull=True) | Q(term_months__gte=1),
                name="a_term_is_a_month_at_least",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/partnerships/{self.slug}"


class Seat(models.Model):
    """Who sits, by office, for whom, with what authority, from one day to another.

    `user` is told what waits for the seat; no page shows visitors who that is. A seat of the community may
    stand for people rather than for an organisation: then `stands_for` says whom.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    sector = models.CharField(max_length=12, choices=Sector.choices())
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="seats")
    stands_for = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=120)
    part = models.CharField(max_length=12, choices=Part.choices(), default=Part.MEMBER.value)
    is_voting = models.BooleanField(default=True)
    is_councillor = models.BooleanField(default=False)
    """A councillor with a pecuniary interest withdraws by statute, whatever the partnership's own rule."""
    is_social_landlord = models.BooleanField(default=False)
    authority = models.CharField(max_length=12, choices=Authority.choices())
    authority_reference = models.CharField(max_length=200, blank=True)
    substitute = models.CharField(max_length=120, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="seats"
    )
    starts_on = models.DateField()
    term_ends_on = models.DateField(null=True)
    """The last day of the term; the seat is held on until somebody ends or renews it."""
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["partnership", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="seats_of_a_partnership_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(sector__in=[each.value for each in Sector]), name="seat_is_of_a_known_sector"
            ),
            models.CheckConstraint(
                condition=Q(part__in=[each.value for each in Part]), name="seat_has_a_known_part"
            ),
            models.CheckConstraint(
                condition=Q(authority__in=[each.value for each in Authority]),
                name="seat_has_a_known_authority",
            ),
            models.CheckConstraint(
                condition=~Q(authority="delegated") | ~Q(authority_reference=""),
                name="a_delegation_to_a_seat_has_its_reference",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(stands_for=""), name="a_seat_says_for_whom_it_is"
            ),
            models.CheckConstraint(
                condition=(Q(term_ends_on__isnull=True) | Q(term_ends_on__gte=F("starts_on")))
                & (Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on"))),
                name="seat_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(part="chair", ended_on__isnull=True),
                name="a_partnership_has_one_chair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}, {self.whom}"

    @property
    def whom(self) -> str:
        """For whom the seat is: the organisation's name, or the people that it stands for."""
        return self.organisation.name if self.organisation else self.stands_for


class Interest(models.Model):
    """An interest that a member has declared: what it is, and the organisation that it concerns."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="interests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    nature = models.CharField(max_length=12, choices=Nature.choices())
    what = models.TextField()
    declared_on = models.DateField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["seat", "declared_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(nature__in=[each.value for each in Nature]), name="interest_is_of_a_known_nature"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="an_interest_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("declared_on")),
                name="interest_ends_after_it_was_declared",
            ),
        ]

    def __str__(self) -> str:
        return self.what
