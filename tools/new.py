"""Starts a plug-in: its file, its first test and its page. `make new kind=source name=pipedrive`.

A kind can be started when tools/templates has a folder of its name.
"""

import keyword
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "tools" / "templates"
FOLDERS = {
    "source": "sources",
    "standardiser": "hub/standardise",
    "method": "segmentation/methods",
    "kpi": "kpis",
    "destination": "activation/destinations",
}


@dataclass(frozen=True)
class Plugin:
    """A plug-in to be: its kind and its name."""

    kind: str
    name: str

    def files(self) -> dict[str, Path]:
        """Where each template of the kind goes, below the root of the repository."""
        folder = FOLDERS[self.kind]
        return {
            "code.txt": Path("src/segmentry") / folder / f"{self.name}.py",
            "test.txt": Path("tests/unit") / folder / f"test_{self.name}.py",
            "page.txt": Path("docs/plugins") / self.kind / f"{self.name}.md",
        }

    def text(self, template: str) -> str:
        words = self.name.split("_")
        return Template((TEMPLATES / self.kind / template).read_text(encoding="utf-8")).substitute(
            name=self.name,
            title=" ".join(words),
            Title=" ".join(words).capitalize(),
            class_name="".join(word.capitalize() for word in words),
        )


def parse(arguments: list[str]) -> Plugin:
    said = dict(argument.split("=", 1) for argument in arguments if "=" in argument)
    kind, name = said.get("kind", ""), said.get("name", "")
    kinds = ", ".join(sorted(FOLDERS))
    if kind not in FOLDERS:
        sys.exit(f"There is no kind '{kind}' to start. Say kind=… with one of: {kinds}.")
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) or keyword.iskeyword(name):
        sys.exit(f"'{name}' is no name. Say name=… in small letters, as in web_analytics.")
    return Plugin(kind, name)


def write(plugin: Plugin, root: Path) -> list[Path]:
    files = plugin.files()
    if taken := [path for path in files.values() if (root / path).exists()]:
        sys.exit(f"{taken[0]} is there already. Choose another name, or remove it first.")
    for template, path in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(plugin.text(template), encoding="utf-8")
    return list(files.values())


def main() -> None:
    root = Path.cwd()
    written = write(parse(sys.argv[1:]), root)
    print("\n".join(str(path) for path in written))
    print(f"Next: say in its docstring what it does, then `make test only={written[1]}`.")


if __name__ == "__main__":
    main()
