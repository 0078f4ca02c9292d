"""Runs Segmentry's command line as it is installed for users: without the pandas of its tests.

pyarrow imports pandas wherever it lies about, which costs a second that no user of the product
pays. Usage: product_alone.py run -w FOLDER.
"""

import sys
from importlib.machinery import ModuleSpec


class _NoPandas:
    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name == "pandas":
            raise ModuleNotFoundError("no part of the product", name=name)
        return None


def forget_pandas() -> None:
    """Let imports of pandas fail from now on, as where it is not installed."""
    sys.meta_path.insert(0, _NoPandas())  # type: ignore[arg-type]


if __name__ == "__main__":
    forget_pandas()
    from segmentry.cli import main

    main()
