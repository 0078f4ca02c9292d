"""Which contacts are one person, what is known of that person, and where it worked when."""
