"""Rows that were set aside, mended by a person, and read again in place of the old ones."""
