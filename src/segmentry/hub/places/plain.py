"""One spelling of a name, for looking it up."""

import re
import unicodedata


def plain(name: str) -> str:
    """Small letters without accents and punctuation, words parted by one blank."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    dotless = re.sub(r"[.'’`]", "", bare)
    return re.sub(r"[\W_]+", " ", dotless).strip()
