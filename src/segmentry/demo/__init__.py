"""A B2B company that does not exist, with messy exports and the truth behind them."""

from segmentry.demo.generate import DemoCompany, generate

__all__ = ["DemoCompany", "generate"]
