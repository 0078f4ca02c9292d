"""What DuckDB and Spark mean differently by the same words: one rule for each kind of node."""

from segmentry.engine.to_spark import aggregates, casts, dates, numbers, shapes, text
from segmentry.engine.to_spark.parts import Rules

_SUBJECTS = (casts, numbers, text, dates, aggregates, shapes)

RULES: Rules = {node: rule for subject in _SUBJECTS for node, rule in subject.RULES.items()}
