"""What partnerships, their seats and their settings are called: the closed lists of the room, with their words."""

from __future__ import annotations

from enum import StrEnum


class Worded(StrEnum):
    """A closed list whose members carry the words that pages show."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Worded:
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and words of each, as a model's field takes them."""
        return [(each.value, each.words) for each in cls]


class Kind(Worded):
    STRATEGIC = "strategic", "Strategic partnership"
    THEMATIC = "thematic", "Thematic partnership"
    STATUTORY = "statutory", "Statutory partnership"
    MULTI_AREA = "multi_area", "Multi-area board"


class Layer(Worded):
    """The three layers of a partnership's work: Audit Commission, Working better together? (2009), figure 5."""

    STRATEGIC = "strategic", "Strategic"
    EXECUTIVE = "executive", "Executive"
    OPERATIONAL = "operational", "Operational"


class LegalForm(Worded):
    UNINCORPORATED = "unincorporated", "Voluntary partnership without legal personality"
    BY_STATUTE = "by_statute", "Bodies that statute makes work together, without legal personality"
    COMMITTEE = "committee", "Committee of a council"
    JOINT_COMMITTEE = "joint_committee", "Joint committee of councils"
    COMPANY = "company", "Company limited by guarantee"
    CHARITY = "charity", "Charitable incorporated organisation"
    CORPORATE = "corporate", "Body corporate made by statute"


class Sector(Worded):
    PUBLIC = "public", "Public"
    PRIVATE = "private", "Private"
    THIRD = "third", "Third sector"
    COMMUNITY = "community", "Community and neighbourhoods"


class Authority(Worded):
    """What whoever sits may commit their organisation to."""

    DIRECT = "direct", "Decides for the organisation"
    DELEGATED = "delegated", "By delegation"
    NONE = "none", "None: reports back"


class Part(Worded):
    """What a seat is at the table."""

    MEMBER = "member", "Member"
    CHAIR = "chair", "Chair"
    VICE_CHAIR = "vice_chair", "Vice chair"
    ADVISER = "adviser", "Adviser"


class QuorumIs(Worded):
    NONE = "none", "No quorum is set"
    NUMBER = "number", "A number of voting seats"
    SHARE = "share", "A share of the voting seats"


class DecidesBy(Worded):
    CONSENSUS = "consensus", "Consensus"
    VOTE = "vote", "Vote"


class OnConflict(Worded):
    """What somebody with a conflict of interest does on an item, from the strictest to the mildest."""

    WITHDRAW = "withdraw", "Withdraws: neither speaks nor decides"
    SPEAK = "speak", "May speak, does not decide"
    DECLARE = "declare", "Declares only, speaks and decides"


class Nature(Worded):
    PECUNIARY = "pecuniary", "Pecuniary"
    OTHER = "other", "Other"


class Gathering(Worded):
    """What became of a meeting."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class Purpose(Worded):
    INFORMATION = "information", "For information"
    DECISION = "decision", "For decision"


class Attended(Worded):
    PRESENT = "present", "Present"
    SUBSTITUTE = "substitute", "By a substitute"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent, no apologies"


class Outcome(Worded):
    """How a board decided; a decision by consensus has one of the first three, one by vote one of the others."""

    AGREED = "agreed", "Agreed"
    DISSENT = "dissent", "Agreed with dissent"
    ESCALATED = "escalated", "Not agreed and escalated"
    CARRIED = "carried", "Carried"
    LOST = "lost", "Lost"
    TIED = "tied", "Tied: not carried"


class Cast(Worded):
    FOR = "for", "For"
    AGAINST = "against", "Against"
    ABSTAINED = "abstained", "Abstained"


class About(Worded):
    DISPUTE = "dispute", "Dispute"
    COMPETING = "competing", "Competing priorities"
