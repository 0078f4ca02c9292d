"""What each part of the report says: one file per section, each read with SQL."""
