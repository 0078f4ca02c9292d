"""Prints the shape of the house: long files, long functions, most imported modules."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"
LONG_FILE, LONG_FUNCTION, SHOWN = 400, 60, 12
IMPORTED = re.compile(r"^\s*(?:from|import) (segmentry[\w.]*)", re.MULTILINE)


def functions(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield length, f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}"


def longest(title: str, sizes: list[tuple[int, str]], soft_limit: int) -> None:
    above = sum(size > soft_limit for size, _ in sizes)
    middle = sorted(size for size, _ in sizes)[len(sizes) // 2]
    print(f"\n{title}: {len(sizes)}, half of them up to {middle} lines, {above} over {soft_limit}")
    for size, name in sorted(sizes, reverse=True)[:SHOWN]:
        print(f"  {size:5} {'!' if size > soft_limit else ' '} {name}")


def main() -> None:
    files = sorted(SOURCE.rglob("*.py"))
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    sizes = [(text.count("\n"), str(path.relative_to(SOURCE))) for path, text in texts.items()]
    longest("Files", sizes, LONG_FILE)
    longest("Functions", [found for path in files for found in functions(path)], LONG_FUNCTION)
    imported = Counter(name for text in texts.values() for name in set(IMPORTED.findall(text)))
    print("\nMost imported")
    for name, count in imported.most_common(SHOWN):
        print(f"  {count:5}   {name}")


if __name__ == "__main__":
    main()
