"""Whether a deal is won, lost or open: read from its stage, whatever the pipeline calls it."""

OUTCOME = (
    "case when contains(lower(stage), 'won') then 'won' "
    "when contains(lower(stage), 'lost') or lower(stage) in ('abandoned', 'disqualified') "
    "then 'lost' else 'open' end"
)
