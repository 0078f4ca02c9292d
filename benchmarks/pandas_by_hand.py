"""The same answer as sql_by_hand.py in pandas, as an analyst would write it in a notebook."""

import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd


def main(paths: dict[str, str], as_of: str, out: Path) -> None:
    start, cpu = time.perf_counter(), _cpu()
    answer(paths, pd.Timestamp(as_of), out)
    told = {"cpu": _cpu() - cpu, "wall": time.perf_counter() - start}
    sys.stdout.write(json.dumps(told) + "\n")


def answer(paths: dict[str, str], as_of: pd.Timestamp, out: Path) -> None:
    profiles = pd.read_parquet(paths["profiles"])
    orders = pd.read_parquet(paths["account_orders"])
    orders["ordered_on"] = pd.to_datetime(orders["ordered_on"])
    for column in ("amount", "list_amount"):
        orders[column] = orders[column].astype("float64")
    orders = orders[orders["ordered_on"] <= as_of]
    v = variables(profiles, pd.read_parquet(paths["account_tree"]), orders, as_of)
    by_month = months(orders)
    v = v[v["excluded"].isna()]
    rfm = scores(v)
    members = memberships(v, rfm)
    wide = members.merge(v, on="account_id")
    numbers = v.select_dtypes("number").columns
    grouped = wide.groupby(["segmentation", "segment"])
    tables = {
        "variable_values": v.sort_values("account_id"),
        "rfm_scores": rfm.sort_values("account_id"),
        "memberships": members.sort_values(["segmentation", "segment", "account_id"]),
        "segment_stats": grouped["net_revenue"].agg(["size", "sum", "median"]).reset_index(),
        "account_months": by_month.sort_values(["account_id", "month"]),
        "segment_months": segment_months(members, by_month),
        "overlaps": overlaps(members),
    }
    tables["numbers_all"] = v[list(numbers)].agg(["count", "mean", "var"]).T.reset_index()
    statistics = grouped[list(numbers)].agg(["count", "mean", "var"])
    statistics.columns = ["_".join(c) for c in statistics.columns]
    tables["numbers"] = statistics.reset_index()
    for word in ("country", "industry", "size_class", "lifecycle_stage", "has_parent"):
        tables[f"levels_{word}"] = (
            wide.groupby(["segmentation", "segment", word]).size().reset_index(name="n")
        )
    for name, table in tables.items():
        table.to_parquet(out / f"{name}.parquet", compression="zstd", index=False)


def variables(
    profiles: pd.DataFrame, tree: pd.DataFrame, orders: pd.DataFrame, as_of: pd.Timestamp
) -> pd.DataFrame:
    sales = orders[orders["kind"] == "sale"]
    whole = orders[orders["kind"].isin(["sale", "return"])]
    by = sales.groupby("account_id")
    o = by.agg(
        orders=("order_key", "size"), revenue=("amount", "sum"), listed=("list_amount", "sum"),
        units_ordered=("units", "sum"), last_order_on=("ordered_on", "max"),
        first_order_on=("ordered_on", "min"),
    )  # fmt: skip
    returns = orders[orders["kind"] == "return"]
    o["returned_amount"] = -returns.groupby("account_id")["amount"].sum()
    o["net_revenue"] = whole.groupby("account_id")["amount"].sum()
    recent = as_of - pd.Timedelta(days=365)
    before = as_of - pd.Timedelta(days=730)
    o["purchase_frequency"] = sales[sales["ordered_on"] > recent].groupby("account_id").size()
    o["revenue_last_year"] = (
        whole[whole["ordered_on"] > recent].groupby("account_id")["amount"].sum()
    )
    earlier = whole[(whole["ordered_on"] > before) & (whole["ordered_on"] <= recent)]
    o["revenue_year_before"] = earlier.groupby("account_id")["amount"].sum()
    columns = [
        "account_id",
        "label",
        "excluded",
        "employees",
        "country",
        "annual_revenue",
        "industry",
        "sources",
    ]
    children = tree.groupby("parent_id").size().rename("subsidiaries")
    v = profiles[columns].merge(tree[["account_id", "parent_id"]], on="account_id", how="left")
    v["has_parent"] = v.pop("parent_id").notna()
    v = v.merge(children, left_on="account_id", right_index=True, how="left")
    v["subsidiaries"] = v["subsidiaries"].fillna(0)
    v = v.merge(o, left_on="account_id", right_index=True, how="left")
    zero = ["orders", "returned_amount", "revenue", "net_revenue", "purchase_frequency", "revenue_last_year",
            "revenue_year_before", "units_ordered"]  # fmt: skip
    v[zero] = v[zero].fillna(0)
    v["annual_revenue"] = v["annual_revenue"].astype("float64")
    v["size_class"] = pd.cut(v["employees"], [0, 10, 99, 999, np.inf],
                             labels=["startup", "small", "mid-sized", "large"]).astype(str)  # fmt: skip
    v["aov"] = v["revenue"] / v["orders"].replace(0, np.nan)
    v["discount_share"] = 1 - v["revenue"] / v["listed"].replace(0, np.nan)
    v["cltv"] = v["net_revenue"]
    v["recency_days"] = (as_of - v["last_order_on"]).dt.days
    v["tenure_days"] = (as_of - v["first_order_on"]).dt.days
    days = (v["last_order_on"] - v["first_order_on"]).dt.days
    v["days_between_orders"] = np.where(v["orders"] >= 2, days / (v["orders"] - 1), np.nan)
    v["revenue_growth"] = (v["revenue_last_year"] - v["revenue_year_before"]) / v[
        "revenue_year_before"
    ].replace(0, np.nan)
    window = 3 * v["days_between_orders"].median()
    v["lifecycle_stage"] = np.select(
        [v["recency_days"] <= window, v["orders"] > 0], ["customer", "lapsed"], "prospect"
    )
    return v


def scores(v: pd.DataFrame) -> pd.DataFrame:
    base = v.loc[v["orders"] > 0, ["account_id", "recency_days", "orders", "net_revenue"]].copy()

    def score(values: pd.Series, ascending: bool) -> pd.Series:
        share = values.rank(method="min", ascending=ascending).sub(1) / len(values)
        return (1 + np.floor(5 * share)).clip(1, 5).astype(int)

    base["r"] = score(base["recency_days"], ascending=False)
    base["f"] = score(base["orders"], ascending=True)
    base["m"] = score(base["net_revenue"], ascending=True)
    return base


def memberships(v: pd.DataFrame, rfm: pd.DataFrame) -> pd.DataFrame:
    r, f = rfm["r"], rfm["f"]
    rfm_segment = np.select(
        [(r <= 2) & (f <= 2), (r <= 2) & (f <= 4), r <= 2, (r == 3) & (f <= 2), (r == 3) & (f == 3),
         (r <= 4) & (f >= 4), (r == 4) & (f == 1), (r == 5) & (f == 1), f <= 3],
        ["Hibernating", "At risk", "Can't lose", "About to sleep", "Need attention", "Loyal",
         "Promising", "New", "Potential loyalists"], "Champions")  # fmt: skip
    reason = ("last order " + _whole(rfm["recency_days"]) + " days ago (" + r.astype(str) + "), orders: "
              + _whole(rfm["orders"]) + " (" + f.astype(str) + "), " + _grouped(rfm["net_revenue"])
              + " EUR (" + rfm["m"].astype(str) + ")")  # fmt: skip
    first = pd.DataFrame(
        {
            "segmentation": "rfm",
            "segment": rfm_segment,
            "account_id": rfm["account_id"],
            "reason": reason,
        }
    )
    conditions = [
        (v["employees"] >= 1000) & v["industry"].isin(["Banking", "Insurance"])
        & ((v["purchase_frequency"] >= 6) | (v["aov"] > 1000)),
        (v["net_revenue"] > 20000) & ((v["recency_days"] <= 90) | (v["purchase_frequency"] >= 4)),
        (v["size_class"] == "mid-sized") & (v["recency_days"] > 180),
        v["size_class"].isin(["startup", "small"]) & (v["recency_days"] <= 60),
        (v["tenure_days"] <= 90) & (v["orders"] <= 2),
        (v["recency_days"] > 365) | (v["orders"] == 0),
    ]  # fmt: skip
    names = ["Large finance", "Big buyers", "Mid-sized at risk", "Small active", "New", "Quiet"]
    rule = np.select(conditions, names, "")
    frequency = _whole(v["purchase_frequency"]) + " orders a year"
    recency = "recency " + _whole(v["recency_days"]) + " days"
    size = "size class " + v["size_class"] + ", " + recency
    orders = ", orders " + _whole(v["orders"])
    reason = np.select(conditions, [
        _whole(v["employees"]) + " employees, industry " + v["industry"].astype(str) + ", " + frequency
        + ", average order " + _grouped(v["aov"]),
        "net revenue " + _grouped(v["net_revenue"]) + ", " + recency + ", " + frequency,
        size, size, "tenure " + _whole(v["tenure_days"]) + " days" + orders, recency + orders,
    ], "")  # fmt: skip
    second = pd.DataFrame(
        {"segmentation": "rules", "segment": rule, "account_id": v["account_id"], "reason": reason}
    )
    return pd.concat([first, second[second["segment"] != ""]])


def _whole(numbers: pd.Series) -> pd.Series:
    return numbers.astype("Int64").astype("string").fillna("unknown")


def _grouped(numbers: pd.Series) -> pd.Series:
    return numbers.map("{:,.0f}".format)


def months(orders: pd.DataFrame) -> pd.DataFrame:
    whole = orders[orders["kind"].isin(["sale", "return"])]
    is_sale = whole["kind"] == "sale"
    facts = pd.DataFrame(
        {
            "account_id": whole["account_id"],
            "month": whole["ordered_on"].dt.to_period("M").dt.to_timestamp(),
            "amount": whole["amount"],
            "orders": is_sale.astype("int64"),
            "list_amount": whole["list_amount"].where(is_sale, 0),
            "returned_amount": -whole["amount"].where(~is_sale, 0),
        }
    )
    return facts.groupby(["account_id", "month"], as_index=False).sum()


def segment_months(members: pd.DataFrame, by_month: pd.DataFrame) -> pd.DataFrame:
    joined = members[["segmentation", "segment", "account_id"]].merge(by_month, on="account_id")
    joined["buyers"] = joined["orders"] > 0
    keys = ["segmentation", "segment", "month"]
    return joined.groupby(keys, as_index=False)[["amount", "orders", "buyers"]].sum()


def overlaps(members: pd.DataFrame) -> pd.DataFrame:
    rfm = members[members["segmentation"] == "rfm"][["account_id", "segment"]]
    rules = members[members["segmentation"] == "rules"][["account_id", "segment"]]
    both = rfm.merge(rules, on="account_id", suffixes=("_a", "_b"))
    return both.groupby(["segment_a", "segment_b"]).size().reset_index(name="accounts")


def _cpu() -> float:
    times = os.times()
    return times.user + times.system


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        main(json.loads(sys.argv[1]), sys.argv[2], Path(folder))
