"""The nouns every stage shares. Imports nothing of ours but the errors."""
