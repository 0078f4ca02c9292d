"""What to segment by: the shipped catalogue, the users' own variables, facts by month."""
