"""E-mail addresses, hosts and the domains companies register."""
