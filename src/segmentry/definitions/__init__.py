"""Reads, checks and writes the YAML files that make up a workspace."""
