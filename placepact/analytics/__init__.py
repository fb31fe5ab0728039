"""Engines that answer the same question, to the penny: DuckDB here, Spark on a cluster."""
