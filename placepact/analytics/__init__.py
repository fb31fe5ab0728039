"""Engines that answer the same question, to the penny: DuckDB here, Spark on a cluster."""

from placepact.analytics.answers import EngineRefusal, TotalTooLarge
from placepact.analytics.engine import Engine
from placepact.analytics.on_duckdb import DuckDB
from placepact.analytics.on_spark import Spark
from placepact.analytics.question import Question
from placepact.analytics.tables import Answers, Parquets, Rows, Table

__all__ = [
    "Answers",
    "DuckDB",
    "Engine",
    "EngineRefusal",
    "Parquets",
    "Question",
    "Rows",
    "Spark",
    "Table",
    "TotalTooLarge",
]
