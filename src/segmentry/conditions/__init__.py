"""The language of conditions and expressions: read, check, say, and turn into SQL.

Text becomes a small tree whose every name and type is checked; only that tree becomes SQL.
"""

from segmentry.conditions.compile import Compiled, FeatureQuery, compile_all
from segmentry.conditions.expression import (
    Condition,
    Expression,
    parse_condition,
    parse_expression,
)
from segmentry.conditions.known_values import with_known_values
from segmentry.conditions.membership import Membership, Top, parse_membership
from segmentry.conditions.names import names_of
from segmentry.conditions.vocabulary import EventTable, Vocabulary, Word, standard_events

__all__ = [
    "Compiled",
    "Condition",
    "EventTable",
    "Expression",
    "FeatureQuery",
    "Membership",
    "Top",
    "Vocabulary",
    "Word",
    "compile_all",
    "names_of",
    "parse_condition",
    "parse_expression",
    "parse_membership",
    "standard_events",
    "with_known_values",
]
