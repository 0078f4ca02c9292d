"""Maps records to the standard tables, cleans, standardises, checks, sets aside."""
