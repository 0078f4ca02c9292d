"""The ways to divide the accounts: the file's name is the method's name."""
