"""Names of countries and currencies in many languages."""
