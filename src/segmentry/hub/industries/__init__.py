"""Industry codes, their crosswalks, and the words people use for industries."""
