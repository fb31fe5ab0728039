"""Rules of a line's thread that hold in every kind: who may propose, counter, accept, withdraw and consent when."""

from __future__ import annotations

from placepact.agreements.rulebooks.facts import Case, LineFacts


def the_line(case: Case) -> LineFacts:
    """The line that a step is about. ValueError where the case names none."""
    if case.line is None:
        raise ValueError("this step is about a line")
    return case.line


def nothing_open(case: Case) -> str | None:
    line = the_line(case)
    if not line.offered_by or not line.waiting_for:
        return None
    return (
        f"{line.reference} has an offer on the table, by {case.say((line.offered_by,))}, which waits for "
        f"{case.say(line.waiting_for)}. Counter it, accept it, or wait."
    )


def something_to_answer(case: Case) -> str | None:
    line = the_line(case)
    if not line.offered_by:
        return f"{line.reference} has no offer on the table. Propose one."
    if not line.waiting_for:
        return f"{line.reference} is agreed. Propose other words, with a reason, to open it again."
    return None


def not_ones_own(case: Case) -> str | None:
    line = the_line(case)
    if case.acting is None or line.offered_by != case.acting.slug:
        return None
    return f"The offer on {line.reference} is {case.acting.name}'s own. Wait for an answer, or withdraw it."


def ones_own(case: Case) -> str | None:
    line = the_line(case)
    if case.acting is None or line.offered_by == case.acting.slug:
        return None
    by = f"is {case.say((line.offered_by,))}'s" if line.offered_by else "is not there"
    return f"{case.acting.name} can withdraw its own offer; the offer on {line.reference} {by}. Counter it instead."


def asked_for(case: Case) -> str | None:
    line = the_line(case)
    if case.acting is None or not line.offered_by or case.acting.slug in (*line.waiting_for, *line.told):
        return None
    if case.acting.slug in line.agreed | line.consents:
        return f"{case.acting.name} has agreed to {line.reference} already. There is nothing to do."
    return f"{line.reference} does not wait for {case.acting.name}. It waits for: {case.say(line.waiting_for) or 'nobody'}."


def may_consent(case: Case) -> str | None:
    line = the_line(case)
    if not line.offered_by:
        return f"{line.reference} has no offer on the table to consent to. Propose one first."
    if case.acting is None or case.acting.slug not in line.consents:
        return (
            None
            if case.acting is None or case.acting.slug in line.related | line.told
            else not_related(case, line)
        )
    return (
        f"{case.acting.name} has consented to this offer on {line.reference} already. There is nothing to do."
    )


def not_related(case: Case, line: LineFacts) -> str:
    body = case.acting.name if case.acting else "nobody"
    return f"{line.reference} does not relate to {body}. It relates to: {case.say(line.related)}."


def gives_words(case: Case) -> str | None:
    return None if case.reason.strip() else "No reason is given. Write why, so that the others can answer it."
