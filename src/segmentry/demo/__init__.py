"""A B2B company that does not exist, with messy exports and the truth behind them."""

from segmentry.demo.benchmark import Benchmark, generate_benchmark
from segmentry.demo.generate import DemoCompany, generate

__all__ = ["Benchmark", "DemoCompany", "generate", "generate_benchmark"]
