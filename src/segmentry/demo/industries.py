"""Industries with the words and codes by which different systems name them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Industry:
    """One industry: what a CRM user picks, and the codes that a data provider sells."""

    group: str
    words: str
    naics: str
    nace: str


INDUSTRIES: tuple[Industry, ...] = (
    Industry("finance", "Banking", "522110", "64.19"),
    Industry("finance", "Insurance", "524126", "65.12"),
    Industry("finance", "Financial Services", "523940", "66.30"),
    Industry("healthcare", "Hospitals", "622110", "86.10"),
    Industry("healthcare", "Healthcare", "621111", "86.21"),
    Industry("healthcare", "Health Care", "623110", "87.10"),
    Industry("retail", "Retail", "455110", "47.19"),
    Industry("retail", "Food Retail", "445110", "47.11"),
    Industry("retail", "Clothing Stores", "458110", "47.71"),
    Industry("technology", "Software", "513210", "62.01"),
    Industry("technology", "Information Technology", "541512", "62.02"),
    Industry("technology", "Data Processing and Hosting", "518210", "63.11"),
    Industry("manufacturing", "Machinery Manufacturing", "333248", "28.99"),
    Industry("manufacturing", "Metal Products", "332710", "25.62"),
    Industry("manufacturing", "Plastics", "326199", "22.29"),
    Industry("logistics", "Logistics", "488510", "52.29"),
    Industry("logistics", "Freight Transport", "484121", "49.41"),
    Industry("wholesale", "Wholesale", "423840", "46.69"),
    Industry("services", "Consulting", "541611", "70.22"),
    Industry("services", "Legal Services", "541110", "69.10"),
    Industry("services", "Architecture and Engineering", "541330", "71.12"),
    Industry("construction", "Construction", "236220", "41.20"),
    Industry("energy", "Electric Power", "221118", "35.11"),
    Industry("hospitality", "Hotels", "721110", "55.10"),
    Industry("education", "Education", "611430", "85.59"),
)

GROUPS = tuple(dict.fromkeys(i.group for i in INDUSTRIES))
