"""The RFM summary of transactions (frequency, recency, age, money) in one library; prints its cost.

Usage: rfm_summaries.py segmentry|lifetimes|pymc FILE. Imports are not counted, reading is.
"""

import json
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def by_segmentry(path: str) -> float:
    import pyarrow.compute as pc

    from segmentry.segmentation.rfm_summary import rfm_summary

    return float(pc.sum(rfm_summary(path)["frequency"]).as_py())


def by_lifetimes(path: str) -> float:
    import pandas as pd
    from lifetimes.utils import summary_data_from_transaction_data

    frame = pd.read_parquet(path)
    summary = summary_data_from_transaction_data(
        frame, "account_id", "ordered_on", "amount", freq="D"
    )
    return float(summary["frequency"].sum())


def by_pymc(path: str) -> float:
    import pandas as pd
    from pymc_marketing.clv.utils import rfm_summary

    frame = pd.read_parquet(path)
    summary = rfm_summary(frame, "account_id", "ordered_on", "amount", time_unit="D")
    return float(summary["frequency"].sum())


def main(library: str, path: str) -> None:
    work = {"segmentry": by_segmentry, "lifetimes": by_lifetimes, "pymc": by_pymc}[library]
    if library == "segmentry":
        import segmentry.segmentation.rfm_summary  # noqa: F401
    if library == "lifetimes":
        import lifetimes.utils  # noqa: F401
    if library == "pymc":
        import pymc_marketing.clv.utils  # noqa: F401
    start, times = time.perf_counter(), os.times()
    frequency = work(path)
    wall, after = time.perf_counter() - start, os.times()
    cpu = after.user + after.system - times.user - times.system
    sys.stdout.write(json.dumps({"cpu": cpu, "wall": wall, "sum_of_frequency": frequency}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
