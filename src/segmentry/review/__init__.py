"""Whether segments still hold: who moved, what fell, what to decide, and what was decided."""
