"""Twenty people who negotiate one agreement at once, each in a thread with a connection of its own: run as a program.

Prints JSON: how long each action took (ms: by the clock, and of the processor), what failed, how often an act was
tried again after a deadlock. The database is that of DATABASE_URL.
"""

from __future__ import annotations

import contextlib
import json
import random
import sys
import threading
import time
from dataclasses import replace

import django

PEOPLE, ACTS, LINES = 20, 8, 12


def main() -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    from tests.law.world import T1, given_world

    world = given_world()
    savers = save_at_once(world, world.draft(slug="another-laa"))
    many = tuple(replace(T1, reference=f"T{n}") for n in range(LINES))
    version = world.negotiating(targets=many)
    for _ in range(10):  # the first acts of a process read code and open connections
        timed(world, version, "bob", random.Random(0))
    took: list[tuple[float, float]] = []
    failed: list[str] = []
    crowd = [
        threading.Thread(target=negotiate, args=(world, version, seed, took, failed))
        for seed in range(PEOPLE)
    ]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    from placepact.audit import queries as audit

    json.dump(
        {
            "took": took,
            "failed": failed,
            "chain": audit.chain_break(),
            "savers": savers,
            "deadlocks": deadlocks(),
        },
        sys.stdout,
    )
    connection.close()


def save_at_once(world: object, version: object) -> list[str]:
    """Four people save the same line of a draft from the same edition at the same moment: what each was told."""
    from django.db import connection

    from placepact.agreements import actions
    from tests.law.world import JANUARY, T1

    together, told = threading.Barrier(4), []

    def save(number: int) -> None:
        terms = replace(T1, wording=f"Words of person {number}.")
        together.wait()
        try:
            actions.write_line(version=version, terms=terms, edition=1, who=world.who("ann", JANUARY))  # type: ignore[arg-type, attr-defined]
            told.append("saved")
        except actions.ChangedMeanwhile as meanwhile:
            kept = meanwhile.yours == terms and meanwhile.theirs.wording.startswith("Words of person")
            told.append("told" if kept else "lost")
        finally:
            connection.close()

    people = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    return sorted(told)


def deadlocks() -> int:
    """How many deadlocks the database has had to undo."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select deadlocks from pg_stat_database where datname = current_database()")
        return int(cursor.fetchone()[0])


def negotiate(
    world: object, version: object, seed: int, took: list[tuple[float, float]], failed: list[str]
) -> None:
    """One person: acts now and then, about once a second."""
    from django.db import connection

    chance = random.Random(seed)
    names = ("ann", "bob", "hal", "gus")
    try:
        for _ in range(ACTS):
            time.sleep(chance.uniform(0.2, 1.8))
            took.append(timed(world, version, names[seed % len(names)], chance))
    except Exception as error:  # noqa: BLE001 - the test reads what failed
        failed.append(repr(error))
    finally:
        connection.close()


def timed(world: object, version: object, name: str, chance: random.Random) -> tuple[float, float]:
    """Milliseconds that one random act takes, allowed or refused: by the clock, and of the processor."""
    from placepact.agreements import actions
    from placepact.errors import Refusal
    from tests.law.world import T1

    reference, who = f"T{chance.randrange(LINES)}", world.who(name)  # type: ignore[attr-defined]
    terms = replace(T1, reference=reference, title=f"Fewer burglaries {chance.random():.6f}")
    acts = (
        lambda: actions.counter(version=version, terms=terms, reason="Rather so.", who=who),  # type: ignore[arg-type]
        lambda: actions.accept(version=version, reference=reference, who=who),  # type: ignore[arg-type]
        lambda: actions.propose(version=version, change="amend", terms=terms, reason="So.", who=who),  # type: ignore[arg-type]
    )
    begun, worked = time.perf_counter(), time.thread_time()
    with contextlib.suppress(Refusal):
        chance.choice(acts)()
    return (time.perf_counter() - begun) * 1000, (time.thread_time() - worked) * 1000


if __name__ == "__main__":
    main()
