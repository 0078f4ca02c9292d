"""The names that a text speaks of, whatever they mean and wherever it comes from."""

from segmentry.conditions.convert import parse_tree
from segmentry.conditions.membership import parts
from segmentry.conditions.tree import Aggregate, Name, Node, walk
from segmentry.errors import UserError


def names_of(text: str) -> frozenset[str]:
    """Variables, events and fields of a condition, expression or segment's `where`.

    Empty where the text is none of them: a title, or a sentence.
    """
    try:
        trees = [parse_tree(part, "") for part in parts(text)]
    except UserError:
        return frozenset()
    return frozenset(name for tree in trees for node in walk(tree) for name in _named(node))


def _named(node: Node) -> tuple[str, ...]:
    if isinstance(node, Name):
        return (node.name,)
    return (node.event,) if isinstance(node, Aggregate) else ()
