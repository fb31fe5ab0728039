"""Where each rule on Local Area Agreements of 2008 is written, and what it is worth."""

from __future__ import annotations

from placepact.agreements.rulebooks.engine import Source, Standing

ACT = "Local Government and Public Involvement in Health Act 2007"


def statute(number: str, says: str) -> Source:
    return Source(f"{ACT}, section {number}", Standing.STATUTE, says)


def assumed(says: str) -> Source:
    return Source("a rule of placepact", Standing.ASSUMED, says)


S103 = statute(
    "103", "County, unitary, metropolitan district, London borough, City and Scilly councils are responsible."
)
S104 = statute("104", "Partner authorities are the bodies listed, where they act in the council's area.")
S106 = statute("106", "On direction the council prepares and submits a draft, consulting and co-operating.")
S107 = statute("107", "The Secretary of State approves the draft, or requires it to be modified.")
S108 = statute(
    "108", "The council and each partner authority have regard to the targets that relate to them."
)
S109 = statute("109", "The Secretary of State may designate a target within a month beginning with approval.")
S110 = statute(
    "110", "Targets that are not designated: amended or removed with consents, and not in the first month."
)
S111 = statute(
    "111",
    "Designated targets are changed by an approved revision proposal, which names who has consented; it is made while "
    "the agreement has effect, and must be where the Secretary of State directs it.",
)
S112 = statute("112", "The Secretary of State approves, modifies or rejects a revision proposal.")
S113 = statute("113", "After each designation, revocation and change a memorandum is published.")
NOTES_85 = Source(
    "explanatory notes to clause 85 of the Bill",
    Standing.GUIDANCE,
    "Others than authorities agree at the outset.",
)
CAP = Source(
    "Development of the new LAA framework: operational guidance, November 2007",
    Standing.GUIDANCE,
    "Up to 35 designated targets, besides the statutory education and early years targets.",
)
COUNCIL = Source(
    "Hampshire County Council, 19 February 2009, paragraph 2.5",
    Standing.PRACTICE,
    "Approval of the agreement and of its amendments is a function of the full council or its delegate.",
)
ROUND = Source(
    "Durham Council, 27 February 2009, review and refresh",
    Standing.PRACTICE,
    "A yearly review, then a refresh by March.",
)
REPEAL = Source(
    "Deregulation Act 2015, section 100", Standing.ASSUMED, "Repealed two months after 26 March 2015."
)
NEGOTIATION = assumed("Lines are proposed, countered and accepted in threads until none is open.")
SIGNING = Source(
    "Audit Commission, Working better together?, 2009",
    Standing.PRACTICE,
    "The agreement is signed by the council and its partners.",
)
