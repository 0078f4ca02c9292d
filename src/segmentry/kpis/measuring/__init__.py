"""How the figures come out of the engine: periods, cohorts, facts, costs, sums."""
