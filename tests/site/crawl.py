"""A small world of secrets, who may know which of them, and the pages that somebody gets to by following links."""

from __future__ import annotations

import datetime as dt
import gzip
import html
import re
from dataclasses import replace
from typing import Any

from django.test import Client

from placepact.agreements import actions
from placepact.agreements.models import Version
from placepact.people.models import User
from placepact.roles.models import Caseload
from placepact.roles.rules import Role
from tests import makers
from tests.law.world import APPROVED, JANUARY, PLEDGE, T1, T2, T3, World

ALL = frozenset({"HEAD", "P1", "T1", "T2", "T3", "G1"})
"""What is said of the whole, and of each line: `secret("T1")` stands in every field of T1, its thread and consents."""
NOBODY, ELSEWHERE = "a visitor", "somebody with every role in a body that takes no part"
KNOWS: dict[str, frozenset[str]] = {
    NOBODY: frozenset(),
    "ann": ALL,
    "bob": ALL,
    "cat": ALL,
    "dan": frozenset(),
    ELSEWHERE: frozenset(),
    Role.VIEWER: frozenset(),
    Role.CONTRIBUTOR: ALL,
    Role.APPROVER: ALL,
    Role.COORDINATOR: ALL,
    Role.REGIONAL_OFFICE: frozenset(),
    "regional office of the place": ALL,
    Role.DEPARTMENT: frozenset({"HEAD", "T1"}),
    Role.SCRUTINY: ALL,
    Role.AUDITOR: ALL,
    Role.ADMINISTRATOR: frozenset(),
}
"""Which secrets of a draft each may know; those with a role's name hold it at the police, a party that leads T1."""
ONE = "/agreements/the-laa"
STARTS = (
    "/", "/places", "/places/E08000004", "/places/E08000004/agreement", "/places/E08000004/scorecard.csv",
    "/organisations", "/organisations/police", "/returns", "/audit", "/audit.jsonl", "/account", "/account/notices",
    "/search?q=zebra", "/collections", "/requests", "/sitemap.xml", "/powers", "/strategies/to-take-account-of", "/robots.txt", "/agreements/new",
    ONE, f"{ONE}?version=1",
    *(f"{ONE}/{page}" for page in (
        "draft", "draft/line", "board", "steps", "offer", "sitting", "propose", "compare", "timeline", "memoranda",
        "memoranda/1", "rules", "versions/1.json", "versions/1.pdf", "compare/1-1.json", "compare/1-1.pdf",
        "draft", "draft/line", "board", "steps", "sitting", "propose", "compare", "timeline", "memoranda",
        "memoranda/1", "rules", "duties", "scrutiny", "scrutiny/1", "freedoms", "serves", "reward", "reward.csv", "delivery", "board-pack", "board-pack.json", "questions", "lines/T1/plan", "lines/T1/evidence/1", "versions/1.json", "versions/1.pdf", "compare/1-1.json", "compare/1-1.pdf",
        "memoranda/1.json", "memoranda/1.pdf", *(f"lines/{each}" for each in sorted(ALL)),
        *(f"draft/lines/{each}" for each in sorted(ALL)), *(f"board?line={each}" for each in sorted(ALL)),
    )),
)  # fmt: skip
LEFT_OUT = re.compile(
    r"^/(static|sign-|account/(?!notices)|glossary|how-we-judge|sources|accessibility|privacy)"
)
AT_MOST = 400


def secret(about: str) -> str:
    return f"zebra{about}"


def secretive(world: World) -> Version:
    """A draft on the table with a secret in every field of every line, in a thread, a consent and a consultation."""
    lines: dict[str, Any] = {}
    for each in (T1, T2, T3):
        mine = secret(each.reference)
        lines[each.reference] = replace(
            each, title=f"{mine} title", wording=f"{mine} wording", change_reason=f"{mine} change",
            measure=f"{mine} measure", part_of_area=f"{mine} part", for_whom=f"{mine} people",
        )  # fmt: skip
    pledge = replace(PLEDGE, title=f"{secret('G1')} title", wording=f"{secret('G1')} wording")
    head = secret("HEAD")
    version = world.draft(
        title=f"The {head}", sentence=f"{head} sentence.", blocks=(("safer", f"{head} block"),),
        priorities=(("P1", "safer", f"{secret('P1')} priority"),), targets=tuple(lines.values()), others=(pledge,),
    )  # fmt: skip
    told = world.who("gus", JANUARY)
    actions.direct(
        version=version, kind="given", reference=f"{head} letter", submit_by=dt.date(2008, 6, 15), who=told
    )
    for name in ("police", "health"):
        actions.record_consultation(
            version=version, organisation=world.bodies[name], evidence=f"{head} meeting", who=world.who("ann", JANUARY)
        )  # fmt: skip
    version = actions.open_negotiation(version=version, who=world.who("ann", JANUARY))
    changed = replace(lines["T1"], years=((dt.date(2010, 4, 1), "P1Y", 18.6),), wording=f"{secret('T1')} new")
    actions.counter(version=version, terms=changed, reason=f"{secret('T1')} because", who=world.who("bob"))
    actions.give_consent(
        version=version, reference="T2", evidence=f"{secret('T2')} letter", who=world.who("vic")
    )
    actions.accept(version=version, reference="T3", reason=f"{secret('T3')} accepted", who=world.who("hal"))
    return version


def offered(world: World) -> Version:
    """A signed agreement that everybody may read, with an offer to change it that is for those who make it."""
    version = world.in_force()
    who, mine = world.who("ann", APPROVED), secret("T1")
    terms = replace(T1, wording=f"{mine} offered", years=((dt.date(2010, 4, 1), "P1Y", 18.7),))
    actions.propose(version=version, change="amend", terms=terms, reason=f"{mine} because", who=who)
    actions.give_consent(
        version=version, reference="T1", evidence=f"{mine} board", who=world.who("pat", APPROVED)
    )
    return version


def person(world: World, name: str) -> User | None:
    """Whoever KNOWS names; with the roles they have there."""
    if name == NOBODY:
        return None
    if name in world.people:
        # Cat audits for the council, Dan holds no role, Ann and Bob coordinate.
        return world.people[name]
    user = makers.make_user(name="Somebody")
    if name == ELSEWHERE:
        body = makers.make_organisation()
        for role in Role:
            makers.make_holding(user, body, role)
        return user
    role = Role.REGIONAL_OFFICE if name.startswith("regional office") else Role(name)
    holding = makers.make_holding(user, world.bodies["police"], role)
    if name.startswith("regional office"):
        assert world.place.area is not None
        Caseload.objects.create(holding=holding, area=world.place.area)
    return user


def crawl(client: Client) -> tuple[dict[str, set[str]], set[str]]:
    """What is found of each secret, by secret with its addresses, and every address that was read."""
    waiting, done = list(STARTS), set[str]()
    found: dict[str, set[str]] = {}
    while waiting:
        address = waiting.pop().split("#")[0]
        if address in done or LEFT_OUT.match(address):
            continue
        assert len(done) < AT_MOST, f"More than {AT_MOST} pages; the newest is {address}."
        done.add(address)
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer["Content-Type"] == "application/pdf":
            assert answer.status_code == 200
            found.setdefault("PDF", set()).add(address)
            continue
        content = b"".join(answer) if answer.streaming else answer.content
        if answer.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        # What is no text, such as a picture, is looked through for the letters of a secret all the same.
        text = content.decode(errors="replace") + answer.get("Location", "")
        for about in re.findall(r"zebra([A-Z0-9]+)", text):
            found.setdefault(about, set()).add(address)
        if "html" in answer["Content-Type"]:
            waiting += [html.unescape(each) for each in re.findall(r'(?:href|src)="(/[^"/][^"]*)"', text)]
    return found, done
