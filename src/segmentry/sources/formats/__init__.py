"""How each kind of file is read. A format turns one file into a part of a landing."""
