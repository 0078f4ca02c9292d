"""The way of the data, top to bottom. The only file that knows every stage."""

from segmentry.hub import stage as hub
from segmentry.kpis import stage as kpis
from segmentry.model.stage import Stage
from segmentry.model.tables import Table
from segmentry.profiles import stage as profiles
from segmentry.review import stage as review
from segmentry.roi import stage as roi
from segmentry.segmentation import stage as segmentation
from segmentry.segments import stage as segments
from segmentry.sources import stage as sources
from segmentry.strategies import stage as strategies
from segmentry.variables import stage as variables

_HUB_TABLES = (
    Table.ACCOUNT_RECORDS, Table.ATTRIBUTE_RECORDS, Table.CONTACT_RECORDS, Table.ORDERS,
    Table.ORDER_LINES, Table.INVOICES, Table.SUBSCRIPTIONS, Table.OPPORTUNITIES,
    Table.ENGAGEMENTS, Table.CAMPAIGNS, Table.CAMPAIGN_TOUCHES, Table.SURVEY_ANSWERS,
    Table.TECHNOLOGIES, Table.COSTS, Table.CONSENTS, Table.REJECTED, Table.DATA_QUALITY,
)  # fmt: skip
_FACTS = (
    Table.ACCOUNT_CONTACTS, Table.ACCOUNT_ORDERS, Table.ACCOUNT_INVOICES,
    Table.ACCOUNT_SUBSCRIPTIONS, Table.ACCOUNT_OPPORTUNITIES, Table.ACCOUNT_ENGAGEMENTS,
    Table.ACCOUNT_TOUCHES, Table.ACCOUNT_ANSWERS, Table.ACCOUNT_TECHNOLOGIES,
)  # fmt: skip
_BASIS = (
    Table.IDENTITY_MODEL, Table.IDENTITY_BASIS, Table.BASIS_PAIRS, Table.BASIS_RELATIVES,
)  # fmt: skip
_PEOPLE = (Table.CONTACT_IDENTITY, Table.EMPLOYMENT, Table.PEOPLE)

STAGES = (
    Stage(
        "sources",
        "read other systems; keep their rows as they came",
        sources.run,
        reads=(),
        writes=(Table.RECORDS, Table.UNREADABLE),
        settings=("sources",),
        outside=sources.fingerprint,
    ),
    Stage(
        "hub",
        "map to our tables, clean, standardise, check, set aside",
        hub.run,
        reads=(Table.RECORDS, Table.UNREADABLE),
        writes=_HUB_TABLES,
        settings=("sources", "workspace"),
    ),
    Stage(
        "profiles",
        "resolve identity, choose values, place in the tree",
        profiles.run,
        reads=tuple(t for t in _HUB_TABLES if t not in (Table.REJECTED, Table.DATA_QUALITY)),
        writes=(
            Table.IDENTITY, Table.IDENTITY_EVENTS, Table.IDENTITY_PAIRS, *_BASIS,
            Table.ACCOUNT_TREE, Table.GROUP_LINKS, Table.PROFILES, Table.ATTRIBUTES, Table.LINEAGE,
            *_PEOPLE, Table.CONTACT_PAIRS, *_FACTS,
        ),
        settings=("sources", "workspace"),
        outside=profiles.fingerprint,
        remembers=(Table.IDENTITY, Table.IDENTITY_EVENTS, *_PEOPLE),
        compares=(Table.PROFILES, *_BASIS),
    ),
    Stage(
        "variables",
        "compute what to segment by",
        variables.run,
        reads=(Table.PROFILES, Table.ATTRIBUTES, Table.ACCOUNT_TREE, *_FACTS),
        writes=(
            Table.VARIABLE_VALUES, Table.UNIT_VALUES, Table.VARIABLE_FACTS, Table.IDEAL_CUSTOMERS,
            Table.ACCOUNT_MONTHS,
        ),
        settings=("workspace", "variables", "ideal_customers"),
        outside=variables.fingerprint,
    ),
    Stage(
        "segmentation",
        "divide the accounts by each method",
        segmentation.run,
        reads=(
            Table.IDENTITY, Table.ACCOUNT_TREE, Table.PROFILES, Table.VARIABLE_VALUES,
            Table.UNIT_VALUES, Table.VARIABLE_FACTS, *_FACTS,
        ),
        writes=(Table.ASSIGNMENTS, Table.RFM_SCORES, Table.CUT_POINTS, Table.UNDECIDED),
        settings=("workspace", "segmentations"),
        outside=segmentation.fingerprint,
    ),
    Stage(
        "segments",
        "keep memberships over time; describe, compare, warn",
        segments.run,
        reads=(
            Table.ASSIGNMENTS, Table.UNDECIDED, Table.CUT_POINTS, Table.VARIABLE_VALUES,
            Table.VARIABLE_FACTS, Table.ACCOUNT_MONTHS, Table.PROFILES, Table.DATA_QUALITY,
            Table.ACCOUNT_CONTACTS, Table.ACCOUNT_OPPORTUNITIES,
        ),
        writes=(
            Table.MEMBERSHIPS, Table.SEGMENT_STATS, Table.SEGMENT_DIFFERENCES,
            Table.SEGMENT_OVERLAPS, Table.SEGMENT_MONTHS, Table.WARNINGS,
        ),
        settings=("workspace", "sources", "segmentations"),
        remembers=(Table.MEMBERSHIPS,),
    ),
    Stage(
        "strategies",
        "say what is done for each segment",
        strategies.run,
        reads=(Table.SEGMENT_STATS,),
        writes=(Table.STRATEGIES,),
        settings=("segmentations", "strategies"),
    ),
    Stage(
        "kpis",
        "measure every segment, month by month and over the year",
        kpis.run,
        reads=(
            Table.IDENTITY, Table.PROFILES, Table.VARIABLE_VALUES, Table.MEMBERSHIPS,
            Table.SEGMENT_STATS, Table.STRATEGIES, Table.ACCOUNT_ORDERS,
            Table.ACCOUNT_SUBSCRIPTIONS, Table.ACCOUNT_OPPORTUNITIES,
            Table.ACCOUNT_ENGAGEMENTS, Table.ACCOUNT_TOUCHES, Table.ACCOUNT_ANSWERS,
            Table.CAMPAIGNS, Table.COSTS, Table.DATA_QUALITY,
        ),
        writes=(Table.KPI_VALUES, Table.OBJECTIVES),
        settings=("workspace", "segmentations", "objectives", "strategies"),
    ),
    Stage(
        "roi",
        "measure what launches brought, before and after",
        roi.run,
        reads=(
            Table.MEMBERSHIPS, Table.SEGMENT_STATS, Table.VARIABLE_VALUES, Table.VARIABLE_FACTS,
            Table.ACCOUNT_MONTHS, Table.ACCOUNT_SUBSCRIPTIONS, Table.ACCOUNT_OPPORTUNITIES,
            Table.ACCOUNT_TOUCHES, Table.ACCOUNT_ENGAGEMENTS, Table.COSTS,
        ),
        writes=(Table.LAUNCH_EFFECTS, Table.LAUNCH_RETURNS),
        settings=("workspace", "segmentations", "launches"),
    ),
    Stage(
        "review",
        "see who moved and what should be decided",
        review.run,
        reads=(
            Table.MEMBERSHIPS, Table.SEGMENT_STATS, Table.SEGMENT_DIFFERENCES, Table.WARNINGS,
            Table.STRATEGIES, Table.OBJECTIVES, Table.VARIABLE_VALUES, Table.VARIABLE_FACTS,
            Table.ACCOUNT_MONTHS, Table.ACCOUNT_OPPORTUNITIES,
        ),
        writes=(Table.SEGMENT_MOVES, Table.REVIEW_FINDINGS),
        settings=("workspace", "segmentations"),
    ),
)  # fmt: skip
