"""Records of companies that are the same, related or only alike, to measure matching with.

An entity is a company or a site of one; a group is a head with its subsidiaries and branches.
Of the entities, 12 % are subsidiaries that re-use the brand of their head (45 % of them abroad, the
others with another trade, 30 % of those in its building), 5 % branches ("Acme Ltd - Leeds": a site,
without a registration number, half of them behind the head's switchboard); 5 % of the heads share
the building of a stranger, half of them its switchboard too; 6 % have a generic name, 5 % are three
letters. 5 % have moved, and one source does not know it. An eighth has no website, 4 % are pages
on a shared host, 12 % write from free mail, 60 % of the subsidiaries use the domain of their head.
The mistakes and gaps of each source stand in `sources.py`. Greek, Bulgarian and Japanese companies
are written in their own script by the provider, in Latin letters by everybody else.
"""

from segmentry.demo.company_records.generate import CompanyRecords, generate_company_records

__all__ = ["CompanyRecords", "generate_company_records"]
