"""What job titles tell about people."""
