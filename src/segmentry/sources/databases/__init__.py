"""How tables of databases are read: the address, the one query, and the rows as Arrow."""
