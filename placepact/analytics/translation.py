"""A question as Spark understands it, translated from DuckDB's SQL by sqlglot."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

# sqlglot takes a quarter of a second to import, which only those who need it should wait for.


def for_spark(sql: str, values: Mapping[str, Any]) -> str:
    """The same question in Spark's SQL; parameters are `:name`.

    A limit or an offset whose value is None is left out: DuckDB takes null for none, and Spark refuses it.

    DuckDB adds whole numbers up in 128 bits, so that only a result beyond 64 bits is refused. Spark adds in
    64 bits and would refuse on the way, depending on the order of the rows. Its sums are therefore made in
    decimals of 30 digits, and cast where the question casts.
    """
    from sqlglot import exp, parse_one

    tree = parse_one(sql, dialect="duckdb")
    wide = exp.DataType.build("decimal(20, 0)", dialect="spark")
    for total in list(tree.find_all(exp.Sum)):
        total.set("this", exp.cast(total.this.copy(), wide))
    for page in list(tree.find_all(exp.Limit, exp.Offset)):
        if values.get(page.expression.name, 0) is None:
            page.pop()
    return tree.sql(dialect="spark", comments=False)


@cache
def without_order(sql: str) -> str:
    """The question without its last order, in DuckDB's SQL, to stand inside another: nobody sees that order."""
    from sqlglot import parse_one

    tree = parse_one(sql, dialect="duckdb")
    tree.set("order", None)
    return tree.sql(dialect="duckdb", comments=False)
