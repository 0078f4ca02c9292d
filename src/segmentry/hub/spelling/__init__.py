"""How people write text, numbers and dates, as SQL that both engines understand."""
