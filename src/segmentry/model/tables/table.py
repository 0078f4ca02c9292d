"""The names of the tables that pass between the stages."""

from enum import StrEnum


class Table(StrEnum):
    """A table between the stages; the value is its name in SQL and in the run's folder."""

    # sources
    RECORDS = "records"
    UNREADABLE = "unreadable"
    # hub
    ACCOUNT_RECORDS = "account_records"
    ATTRIBUTE_RECORDS = "attribute_records"
    CONTACT_RECORDS = "contact_records"
    ORDERS = "orders"
    ORDER_LINES = "order_lines"
    INVOICES = "invoices"
    SUBSCRIPTIONS = "subscriptions"
    OPPORTUNITIES = "opportunities"
    ENGAGEMENTS = "engagements"
    CAMPAIGNS = "campaigns"
    CAMPAIGN_TOUCHES = "campaign_touches"
    SURVEY_ANSWERS = "survey_answers"
    TECHNOLOGIES = "technologies"
    COSTS = "costs"
    CONSENTS = "consents"
    REJECTED = "rejected"
    DATA_QUALITY = "data_quality"
    # profiles
    IDENTITY = "identity"
    IDENTITY_EVENTS = "identity_events"
    IDENTITY_PAIRS = "identity_pairs"
    IDENTITY_MODEL = "identity_model"
    IDENTITY_BASIS = "identity_basis"
    BASIS_PAIRS = "basis_pairs"
    BASIS_RELATIVES = "basis_relatives"
    ACCOUNT_TREE = "account_tree"
    GROUP_LINKS = "group_links"
    PROFILES = "profiles"
    ATTRIBUTES = "attributes"
    LINEAGE = "lineage"
    CONTACT_IDENTITY = "contact_identity"
    CONTACT_PAIRS = "contact_pairs"
    EMPLOYMENT = "employment"
    PEOPLE = "people"
    ACCOUNT_CONTACTS = "account_contacts"
    ACCOUNT_ORDERS = "account_orders"
    ACCOUNT_INVOICES = "account_invoices"
    ACCOUNT_SUBSCRIPTIONS = "account_subscriptions"
    ACCOUNT_OPPORTUNITIES = "account_opportunities"
    ACCOUNT_ENGAGEMENTS = "account_engagements"
    ACCOUNT_TOUCHES = "account_touches"
    ACCOUNT_ANSWERS = "account_answers"
    ACCOUNT_TECHNOLOGIES = "account_technologies"
    # variables
    VARIABLE_VALUES = "variable_values"
    UNIT_VALUES = "unit_values"
    VARIABLE_FACTS = "variable_facts"
    ACCOUNT_MONTHS = "account_months"
    IDEAL_CUSTOMERS = "ideal_customers"
    # segmentation
    ASSIGNMENTS = "assignments"
    RFM_SCORES = "rfm_scores"
    CUT_POINTS = "cut_points"
    UNDECIDED = "undecided"
    # segments
    MEMBERSHIPS = "memberships"
    SEGMENT_STATS = "segment_stats"
    SEGMENT_DIFFERENCES = "segment_differences"
    SEGMENT_OVERLAPS = "segment_overlaps"
    SEGMENT_MONTHS = "segment_months"
    WARNINGS = "warnings"
    # strategies
    STRATEGIES = "strategies"
    # kpis
    KPI_VALUES = "kpi_values"
    OBJECTIVES = "objectives"
    # roi
    LAUNCH_EFFECTS = "launch_effects"
    LAUNCH_RETURNS = "launch_returns"
    # review
    SEGMENT_MOVES = "segment_moves"
    REVIEW_FINDINGS = "review_findings"
