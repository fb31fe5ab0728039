"""What a question may be made of, so that every engine gives the same pence: whole numbers and a total order.

No division, no floats, no quantiles (ratios are made in Python), no column that is not named.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp, parse
from sqlglot.errors import ParseError

from placepact.analytics.question import Question

ALLOWED: tuple[type[exp.Expr], ...] = (
    *(exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.Order, exp.Ordered, exp.Limit),
    *(exp.Offset, exp.With, exp.CTE, exp.Subquery, exp.Table, exp.TableAlias, exp.Distinct, exp.Union),
    *(
        exp.Column,
        exp.Identifier,
        exp.Alias,
        exp.Literal,
        exp.Null,
        exp.Boolean,
        exp.Parameter,
        exp.Placeholder,
    ),
    *(exp.Sum, exp.Count, exp.Min, exp.Max, exp.Window, exp.WindowSpec, exp.RowNumber, exp.Lag),
    *(
        exp.Case,
        exp.If,
        exp.Coalesce,
        exp.Cast,
        exp.DataType,
        exp.Paren,
        exp.Add,
        exp.Sub,
        exp.Mul,
        exp.Mod,
        exp.Neg,
    ),
    *(
        exp.And,
        exp.Or,
        exp.Not,
        exp.Is,
        exp.EQ,
        exp.NEQ,
        exp.LT,
        exp.LTE,
        exp.GT,
        exp.GTE,
        exp.NullSafeEQ,
        exp.Between,
    ),
    *(exp.DPipe, exp.Pad, exp.Extract, exp.Var),
)
TYPES = {
    exp.DataType.Type.BIGINT,
    exp.DataType.Type.VARCHAR,
    exp.DataType.Type.TEXT,
    exp.DataType.Type.BOOLEAN,
}


def faults(question: Question) -> Iterator[str]:
    """A sentence for each thing in a question that the grammar does not know, or that its comments do not say."""
    try:
        (tree,) = parse(question.sql, dialect="duckdb")
    except (ParseError, ValueError) as error:
        yield f"{question.name} is not one statement of SQL: {error}"
        return
    assert tree is not None
    yield from _foreign(question, tree)
    yield from _unsaid(question, tree)
    yield from _unordered(question, tree)


def _foreign(question: Question, tree: exp.Expr) -> Iterator[str]:
    for node in tree.walk():
        # A question that counts rows has a star inside its count, and nowhere else.
        is_count = isinstance(node, exp.Star) and isinstance(node.parent, exp.Count)
        if type(node) not in ALLOWED and not is_count:
            yield f"{question.name} holds {node.sql('duckdb')!r} ({type(node).__name__}), which is not in the grammar."
        elif isinstance(node, exp.Group) and node.args.get("all"):
            yield f"{question.name} groups by all, which is not in the grammar. Name the columns."
        elif isinstance(node, exp.DataType) and node.this not in TYPES:
            yield f"{question.name} casts to {node.sql('duckdb')}. Only bigint, varchar and boolean are sure."
        elif isinstance(node, exp.Literal) and not node.is_string and not node.this.isdigit():
            yield f"{question.name} holds {node.this}, which is no whole number."


def _unsaid(question: Question, tree: exp.Expr) -> Iterator[str]:
    made = {one.alias for one in tree.find_all(exp.CTE)}
    read = {table.name for table in tree.find_all(exp.Table)} - made
    asked = {one.name for one in tree.find_all(exp.Parameter, exp.Placeholder)}
    given = [one.alias_or_name for one in tree.selects] if isinstance(tree, exp.Query) else []
    said = [name for name, _ in question.gives]
    if read != set(question.reads):
        yield f"{question.name} reads {sorted(read)}, and says that it reads {sorted(question.reads)}."
    if asked != {name for name, _ in question.asks}:
        yield f"{question.name} asks for {sorted(asked)}, and says {[name for name, _ in question.asks]}."
    if given != said:
        yield f"{question.name} gives {given}, and says that it gives {said}."
    if unknown := set(question.key) - set(said):
        yield f"{question.name} has one row for each {sorted(unknown)}, which it does not give."


def _unordered(question: Question, tree: exp.Expr) -> Iterator[str]:
    order = tree.args.get("order")
    by = {one.this.name for one in order.expressions} if order else set()
    if missing := set(question.key) - by:
        yield f"{question.name} is not put in a total order: add {', '.join(sorted(missing))} to its order by."
    for window in tree.find_all(exp.Window):
        if not window.args.get("order"):
            yield f"{question.name} has a window without an order: {window.sql('duckdb')}."
