"""What the law asks for beside the wording: directions, approvals, signatures, designations, revisions, memoranda."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from placepact.agreements.models.agreement import Agreement, Version
from placepact.agreements.models.lines import Line
from placepact.agreements.models.negotiation import Move
from placepact.organisations.models import Organisation
from placepact.places.models import Place


class DirectionKind(models.TextChoices):
    GIVEN = "given", "Given"
    VARIED = "varied", "Varied"
    REVOKED = "revoked", "Revoked"
    REVISION = "revision", "To prepare a revision"


class By(models.TextChoices):
    """Who approves."""

    FULL_COUNCIL = "full_council", "The full council"
    DELEGATE = "delegate", "A delegate of the full council"
    SECRETARY_OF_STATE = "secretary_of_state", "The Secretary of State"


class Decision(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    TO_MODIFY = "to_modify", "Sent back to be modified"


class Direction(models.Model):
    """The Secretary of State directs a draft, or a revision of what is in force, to be submitted; the newest stands."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="directions")
    kind = models.CharField(max_length=10, choices=DirectionKind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    submit_by = models.DateField(null=True)
    reference = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=DirectionKind.values), name="direction_is_of_a_known_kind"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="a_direction_has_its_reference"),
        ]

    def __str__(self) -> str:
        return f"Direction {self.kind} on {self.on}"


class Review(models.Model):
    """The yearly review: what was found of which line, as {reference: [category, words]}."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reviews")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    words = models.TextField()
    findings = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(words=""), name="a_review_says_something"),
        ]

    def __str__(self) -> str:
        return f"Review of {self.agreement} on {self.on}"


class RevisionProposal(models.Model):
    """A proposal to change designated targets or to add some: its offers, and who is named as having consented."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="proposals")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    """The version that it would change."""
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.TextField()
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="proposals")
    """The yearly review that it follows, where it is a refresh."""
    moves = models.ManyToManyField(Move, related_name="proposals")
    named = models.JSONField(default=dict)
    """Who has consented to which offer, as it was written into the proposal: {reference: [organisation slugs]}."""
    extends_to = models.DateField(null=True)
    enlarges_to = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    joining = models.JSONField(null=True)
    """What it would change beside the lines, where its kind allows: the last day, the place, who joins (slugs)."""
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PROPOSED)
    decided_on = models.DateField(null=True)
    decided_because = models.TextField(blank=True)
    made = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="proposals")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "number"], name="proposals_are_numbered_once"),
            models.CheckConstraint(
                condition=Q(decision="proposed", decided_on__isnull=True, made__isnull=True)
                | Q(decision="approved", decided_on__isnull=False, made__isnull=False)
                | Q(decision__in=["rejected", "to_modify"], decided_on__isnull=False, made__isnull=True),
                name="a_decided_proposal_has_its_day",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_proposal_says_why"),
        ]

    def __str__(self) -> str:
        return f"Revision proposal {self.number} of {self.agreement}"


class Approval(models.Model):
    """An approval on record: of a draft, of one change, or of a revision proposal."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="approvals")
    move = models.ForeignKey(Move, on_delete=models.PROTECT, null=True, related_name="approvals")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=20, choices=By.choices)
    on = models.DateField()
    minute = models.TextField()
    delegation = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    """Of the canonical JSON of what was approved."""
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(level__in=By.values), name="approval_is_by_somebody_known"),
            models.CheckConstraint(condition=~Q(minute=""), name="an_approval_has_its_minute"),
            models.CheckConstraint(
                condition=~Q(level="delegate") | ~Q(delegation=""), name="a_delegate_has_a_delegation"
            ),
        ]

    def __str__(self) -> str:
        return f"Approval of {self.version} by {self.get_level_display()}, {self.on}"


class Signature(models.Model):
    """A party's signature: who signed, on what authority, when, and the hash of what was signed."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signatures")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    authority = models.TextField()
    """The delegation or the minute under which it was given."""
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["version", "organisation", "sha256"], name="a_body_signs_a_wording_once"
            ),
            models.CheckConstraint(condition=~Q(authority=""), name="a_signature_has_authority"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} signed {self.version}"


class Designation(models.Model):
    """A written notice by which a target is designated, or its designation revoked; the newest stands."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="designations")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    is_revoked = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    notice = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(notice=""), name="a_designation_has_its_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {'no longer ' if self.is_revoked else ''}designated, {self.on}"


class Memorandum(models.Model):
    """What is published after each designation, revocation and change: canonical JSON, and its hash."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="memoranda")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="memoranda")
    number = models.PositiveIntegerField()
    on = models.DateField()
    because = models.CharField(max_length=40)
    """The step that it follows, such as designate or amend_target."""
    about = models.JSONField(default=list)
    """References of the lines that the step was about."""
    text = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "number"], name="memoranda_are_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"Memorandum {self.number} of {self.agreement}"
