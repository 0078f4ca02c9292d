"""The fields that are compared."""

FIELDS = ("system", "name", "place", "phone", "domain", "registration", "people")
UNTOLD = "-"
"""Level of a field that one of the two does not tell: it says nothing."""
