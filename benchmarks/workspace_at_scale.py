"""A workspace over the benchmark's files: accounts, order lines, RFM and six nested rules."""

import sys
from pathlib import Path

from segmentry.demo import generate_benchmark

FILES = {
    "segmentry.yaml": "name: Benchmark\ncurrency: EUR\n",
    "sources/accounts.yaml": (
        "source: files\npath: data/accounts.parquet\ntables:\n  accounts:\n    fields: "
        "{key: account_id, name: name, country: country, industry: industry, "
        "employees: employees, annual_revenue: annual_revenue, created_on: created_on}\n"
    ),
    "sources/order_lines.yaml": (
        "source: files\npath: data/order_lines.parquet\nsystem: accounts\ntables:\n"
        "  order_lines:\n    fields: {order: order_id, account: account_id, "
        "ordered_at: ordered_at, product: product, quantity: quantity, unit_price: unit_price}\n"
    ),
    "segmentations/rfm.yaml": "method: rfm\n",
    "segmentations/rules.yaml": """\
method: rules
segments:
  - name: Large finance
    where: employees >= 1000 and industry in ('Banking', 'Insurance') and (purchase_frequency >= 6 or aov > 1000)
  - name: Big buyers
    where: net_revenue > 20000 and (recency_days <= 90 or purchase_frequency >= 4)
  - name: Mid-sized at risk
    where: size_class = 'mid-sized' and recency_days > 180
  - name: Small active
    where: size_class in ('startup', 'small') and recency_days <= 60
  - name: New
    where: tenure_days <= 90 and orders <= 2
  - name: Quiet
    where: recency_days > 365 or orders = 0
""",
}  # fmt: skip


def make(folder: Path, accounts: int, lines: int) -> None:
    """Make the workspace unless it is there."""
    if (folder / "segmentry.yaml").exists():
        return
    generate_benchmark(folder / "data", accounts, lines)
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
