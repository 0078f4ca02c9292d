"""Estimates and their intervals: pure functions on small arrays."""
