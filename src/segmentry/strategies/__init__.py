"""What is done for each segment, and templates to begin with."""

from segmentry.strategies.templates import StrategyTemplate, all_templates, template_for

__all__ = ["StrategyTemplate", "all_templates", "template_for"]
