"""How likely two keys are one company: what is compared, weighed, and joined."""
