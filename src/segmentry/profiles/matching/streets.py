"""A street and its house number, taken apart."""

_HOUSE = "(^| )([0-9]+[a-z]?)( |$)"


def house(street: str) -> str:
    """SQL for the house number in the column `street`; null where there is none."""
    return f"nullif(regexp_extract({street}, '{_HOUSE}', 2), '')"


def without_house(street: str) -> str:
    """SQL for the words of the column `street` without the house number."""
    return f"trim(regexp_replace({street}, '{_HOUSE}', ' ', 'g'))"
