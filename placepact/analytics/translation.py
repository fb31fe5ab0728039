"""A question as Spark understands it, translated from DuckDB's SQL by sqlglot."""

from __future__ import annotations

from sqlglot import exp, parse_one

WIDE = exp.DataType.build("decimal(20, 0)", dialect="spark")


def for_spark(sql: str) -> str:
    """The same question in Spark's SQL; parameters are `:name`.

    DuckDB adds whole numbers up in 128 bits, so that only a result beyond 64 bits is refused. Spark adds in
    64 bits and would refuse on the way, depending on the order of the rows. Its sums are therefore made in
    decimals of 30 digits, and cast where the question casts.
    """
    tree = parse_one(sql, dialect="duckdb")
    for total in list(tree.find_all(exp.Sum)):
        total.set("this", exp.cast(total.this.copy(), WIDE))
    return tree.sql(dialect="spark", comments=False)
