"""Receivers of payments that are killed: a process that forks them, kills them, and reads what stands afterwards.

Run by tests as a program, because what is killed needs a database that others can open. Each round delivers
one month, new or once more with other payments, kills the receiver at a random moment or right after a step,
tidies, delivers again, and holds what stands to the penny against what was delivered. Prints a JSON object;
exits with 1 where a penny is out.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import os
import random
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from statistics import median

import django

MONTHS = 6
ROWS = 40
Act = Callable[[], object]
LATELY: deque[float] = deque(maxlen=5)
"""Seconds of the last receivers that nobody killed: on a busy machine an older measure would kill none, or all at once."""

# Right after each of these a receiver is killed once; after the last, its return stands.
STEPS = (
    ("placepact.spending.actions.payments", "begin"),
    ("placepact.spending.actions.payments", "check"),
    ("placepact.spending.store", "keep"),
    ("placepact.spending.actions.payments", "into_the_record"),
    ("placepact.returns.originals", "keep"),
    ("placepact.spending.actions.acceptance", "written"),
    ("placepact.spending.actions.acceptance", "move"),
    ("placepact.spending.actions.acceptance", "record"),
    ("placepact.spending.actions.acceptance", "accept"),
)


def main(folder: Path, rounds: int, seed: int) -> int:
    """Every step and every round, then every proof; the exit code."""
    django.setup()
    prepare()
    chance = random.Random(seed)
    finished(lambda: deliver(written(folder, 1, chance)[0]))
    expected = standing()
    for step in STEPS:
        stood = one_round(folder, chance, expected, lambda act, step=step: killed_after_step(act, step))
        assert stood == (step[1] == "accept"), (
            f"{step[1]}: what was delivered {'stands' if stood else 'is lost'}"
        )
    killed = 0

    def at_random(act: Act) -> None:
        nonlocal killed
        killed += killed_after(act, chance.uniform(0, median(LATELY)))

    for _ in range(rounds):
        one_round(folder, chance, expected, at_random)
    wrong = faults(expected)
    told = {"rounds": rounds, "killed": killed, "usual_seconds": median(LATELY), "wrong": wrong}
    sys.stdout.write(json.dumps(told) + "\n")
    return 1 if wrong else 0


def prepare() -> None:
    """Tables, a body, and every module that a receiver needs, so that it is not killed while it imports them."""
    # The table library asks for this one when it is there, at the first row.
    import pandas  # noqa: F401, ICN001
    from django.core.management import call_command

    import placepact.definitions
    import placepact.spending.actions.payments
    import placepact.spending.actions.tidying  # noqa: F401
    from placepact.people.actions import operator
    from tests.makers import make_organisation

    call_command("migrate", verbosity=0)
    operator()
    make_organisation(slug="the-council", name="The Council")


def one_round(
    folder: Path, chance: random.Random, expected: dict[int, int], kill: Callable[[Act], object]
) -> bool:
    """Kill one receiver and deliver again; whether what it brought stood although it was killed."""
    month = chance.randint(1, MONTHS)
    path, pence = written(folder, month, chance)
    before, after = dict(expected), {**expected, month: pence}
    kill(lambda: deliver(path))
    found = standing()
    assert found in (before, after), f"{found} stands, neither {before} nor {after}"
    finished(tidy)
    assert standing() == found, "tidy changed what stands"
    LATELY.append(timed(lambda: deliver(path)))
    assert standing() == after, f"{standing()} stands, and {after} was delivered"
    expected.update(after)
    return found == after


def written(folder: Path, month: int, chance: random.Random) -> tuple[Path, int]:
    """A file of payments of one month, and their sum in pence."""
    amounts = [chance.randint(-50_000, 5_000_000) for _ in range(ROWS)]
    path = folder / "payments.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Payment Date,Supplier Name,Net Amount\n")
        for number, pence in enumerate(amounts):
            sign = "-" if pence < 0 else ""
            amount = f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}"
            file.write(f"2019-{month:02d}-{number % 28 + 1:02d},Supplier {number % 7},{amount}\n")
    return path, sum(amounts)


def deliver(path: Path) -> None:
    """Receive a file, replacing what stands for its month."""
    from placepact.organisations.models import Organisation
    from placepact.people.actions import operator
    from placepact.spending.actions import payments
    from placepact.spending.actions.acceptance import Answers

    body = Organisation.objects.get(slug="the-council")
    answers = Answers(may_replace=True)
    receipt = payments.receive(file=payments.Incoming.at(path), body=body, by=operator(), answers=answers)
    assert receipt.outcome in {"accepted", "unchanged"}, receipt.sentence()


def tidy() -> None:
    """Clear up as if two days had passed."""
    from django.utils import timezone

    from placepact.people.actions import operator
    from placepact.spending.actions import tidying

    tidying.tidy(by=operator(), now=timezone.now() + dt.timedelta(days=2))


def standing() -> dict[int, int]:
    """Pence that stand by month, as the database says, in a connection of its own."""
    from django.db import connections

    from placepact.spending.queries import payments

    found = {each.covers_from.month: each.pence_accepted for each in payments.standing()}
    connections.close_all()
    return found


def forked(act: Act) -> int:
    """A process that does one thing and ends without any of the parent's farewells; its id."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        act()
        connections.close_all()
        code = 0
    except BaseException as error:  # noqa: BLE001 the child's edge: said, and told by its exit code
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.stderr.flush()
    os._exit(code)


def finished(act: Act) -> None:
    """Do something in a process of its own, and see that it ended well."""
    _, status = os.waitpid(forked(act), 0)
    assert status == 0, f"a process that nobody killed ended with {status}"


def timed(act: Act) -> float:
    began = time.perf_counter()
    finished(act)
    return time.perf_counter() - began


def killed_after(act: Act, seconds: float) -> bool:
    """Start something and kill it after a time; whether it was still at work."""
    child = forked(act)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def killed_after_step(act: Act, step: tuple[str, str]) -> None:
    """Do something in a process that kills itself right after a step of it."""

    def until_the_step() -> None:
        module, name = importlib.import_module(step[0]), step[1]
        original = getattr(module, name)

        def step_and_end(*given: object, **named: object) -> None:
            original(*given, **named)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(module, name, step_and_end)
        act()

    _, status = os.waitpid(forked(until_the_step), 0)
    assert os.WIFSIGNALED(status), f"{step[1]} was never reached"


def faults(expected: dict[int, int]) -> list[str]:
    """What does not hold at the end: proofs, files of no delivery, the sum of all rows of the files that stand."""
    from placepact.site.proofs import prove
    from placepact.spending import contents, store
    from placepact.spending.models import Delivery
    from placepact.spending.queries import payments

    finished(tidy)
    wrong = [f"{proof.name}: {proof.detail}" for proof in prove() if not proof.holds]
    named = set(Delivery.objects.exclude(parquet_name="").values_list("parquet_name", flat=True))
    kept = {path.name for path in store.folder().iterdir()}
    if named != kept:
        wrong.append(f"named and not there: {named - kept}; there and not named: {kept - named}")
    if list(store.workshop().iterdir()):
        wrong.append("receivers left something in their workshop")
    held = sum(contents.totals(path).pence_accepted for path in payments.parquets())
    if held != sum(expected.values()):
        wrong.append(f"the files hold {held} pence, and {sum(expected.values())} were delivered")
    return wrong


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
