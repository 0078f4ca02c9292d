"""Hooks of mkdocs: the reference is made at build time and never stands in git."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from reference import pages

PAGES = pages()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    assert config.nav is not None
    next(part for part in config.nav if "Reference" in part)["Reference"] = list(PAGES)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    for path, text in PAGES.items():
        files.append(File.generated(config, path, content=text))
    return files
