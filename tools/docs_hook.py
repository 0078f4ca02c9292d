"""Hooks of mkdocs: folders of the navigation are filled, the reference is written from the code."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from reference import pages

DOCS = Path(__file__).parents[1] / "docs"
PAGES = pages()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """An entry of the navigation that ends in / stands for all pages of the folder."""
    for part in config.nav or []:
        for title, place in part.items():
            if isinstance(place, str) and place.endswith("/"):
                part[title] = in_folder(place)
    return config


def in_folder(place: str) -> list[str]:
    written = sorted(p.relative_to(DOCS).as_posix() for p in (DOCS / place).glob("*.md"))
    found = [*written, *(path for path in PAGES if path.startswith(place))]
    return sorted(found, key=lambda path: not path.endswith("/index.md"))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for path, text in PAGES.items():
        files.append(File.generated(config, path, content=text))
    return files
