"""What sources tell of companies, their people, and who belongs to whom."""

from segmentry.model.fields import Field
from segmentry.model.fields import FieldKind as Kind
from segmentry.model.standard_tables.table import (
    UPDATED,
    StandardTable,
    account,
    contact,
    key,
)

ACCOUNTS = StandardTable("accounts", "a company", (
    key("the source's own key of the company", "account id", "accountid", "customer id",
         "customerid", "company id", "id", "customer number", "client id", "customer key",
         "record id", "account number", "customer no", "account"),
    Field("name", Kind.COMPANY_NAME, "name of the company", synonyms=(
        "company name", "companyname", "account name", "name", "company", "customer name",
        "organisation", "organization", "business name", "legal name", "account", "firm",
        "client name", "customer", "organization name", "employer name")),
    Field("registration_id", Kind.REGISTRATION_ID, "VAT, LEI, EIN, DUNS or register number",
          synonyms=("vat", "vat number", "vat id", "vat no", "lei", "ein", "duns", "duns number",
                    "tax id", "registration number", "company number", "registration id",
                    "ust id", "cvr", "siren")),
    Field("domain", Kind.DOMAIN, "web domain of the company", synonyms=(
        "domain", "website", "web site", "url", "homepage", "web", "company domain",
        "company domain name", "home page", "website url", "internet")),
    Field("email", Kind.EMAIL, "general e-mail address of the company", personal=True,
          synonyms=("email", "e mail", "email address", "billing email")),
    Field("phone", Kind.PHONE, "switchboard", synonyms=(
        "phone", "telephone", "phone number", "tel", "main phone")),
    Field("street", Kind.STREET, "street and number", synonyms=(
        "street", "address", "billing street", "address line 1", "street address", "address1",
        "billingstreet", "street 1", "address 1")),
    Field("postal_code", Kind.POSTAL_CODE, "postal code", synonyms=(
        "postal code", "postalcode", "zip", "zip code", "postcode", "billing postal code",
        "billingpostalcode", "plz")),
    Field("city", Kind.CITY, "city", synonyms=(
        "city", "town", "billing city", "billingcity", "locality", "ort")),
    Field("region", Kind.REGION, "state, province or region", synonyms=(
        "region", "state", "province", "billing state", "billingstate", "state province",
        "state region", "county")),
    Field("country", Kind.COUNTRY, "country of the headquarters", synonyms=(
        "country", "country code", "billing country", "billingcountry", "office location",
        "country region", "land", "nation", "hq country", "country name", "location")),
    Field("employees", Kind.SIZE, "number of employees, or a range of it", synonyms=(
        "employees", "number of employees", "numberofemployees", "employee count", "headcount",
        "company size", "no of employees", "size", "staff", "employee range", "seats employed")),
    Field("annual_revenue", Kind.MONEY_RANGE, "annual revenue, or a range of it", synonyms=(
        "annual revenue", "annualrevenue", "revenue", "turnover", "sales revenue",
        "annual turnover", "revenue range", "revenue usd")),
    Field("revenue_currency", Kind.CURRENCY, "currency of the annual revenue", synonyms=(
        "revenue currency",)),
    Field("market_capitalisation", Kind.MONEY_RANGE, "market capitalisation of a listed company",
          synonyms=("market cap", "market capitalisation", "market capitalization", "marketcap")),
    Field("founded_year", Kind.YEAR, "year the company was founded", synonyms=(
        "founded", "year founded", "year established", "founded year", "established",
        "year started", "yearstarted", "founding year", "year of foundation")),
    Field("industry", Kind.INDUSTRY, "industry: a standard code or words", synonyms=(
        "industry", "sector", "industry code", "naics", "naics code", "sic", "sic code", "nace",
        "nace code", "isic", "branch", "vertical", "industry name", "naicscode", "sub industry",
        "gics sector", "line of business", "siccode", "sector name")),
    Field("organisation_structure", Kind.CATEGORY, "hierarchical, flat or matrix", synonyms=(
        "organisation structure", "organizational structure", "org structure",
        "organisational structure")),
    Field("business_model", Kind.CATEGORY, "subscription, licence, project-based and so on",
          synonyms=("business model", "revenue model", "model")),
    Field("technology_adoption", Kind.CATEGORY, "innovator to laggard", synonyms=(
        "technology adoption", "technology adoption rate", "adopter type", "adopter category",
        "tech adoption")),
    Field("stage", Kind.CATEGORY, "prospect, lead, opportunity, customer, lapsed or lost",
          synonyms=("lifecycle stage", "lifecyclestage", "stage", "account stage",
                    "customer status", "account status", "status")),
    Field("relation", Kind.CATEGORY, "customer, partner, competitor, supplier, test and so on",
          synonyms=("type", "account type", "relation", "relationship", "company type",
                    "record type")),
    Field("payment_terms_days", Kind.INTEGER, "agreed days to pay", synonyms=(
        "payment terms", "payment terms days", "terms days", "net days", "payment days")),
    Field("parent", Kind.KEY, "key of the parent company in the same source",
          refers_to="accounts", synonyms=(
              "parent", "parent account", "parent id", "parentid", "parent account id",
              "parent company", "subsidiary of", "subsidiary_of", "parent company id",
              "ultimate parent", "parent key")),
    Field("do_not_contact", Kind.BOOLEAN, "may not be contacted", synonyms=(
        "do not contact", "donotcontact", "blocked", "no contact", "opted out", "suppress")),
    Field("created_on", Kind.DATE, "when the source first knew the company", synonyms=(
        "created at", "created", "created date", "createddate", "create date", "signup date",
        "customer since", "date created", "created on", "signed up", "registered")),
    UPDATED,
))  # fmt: skip

CONTACTS = StandardTable("contacts", "a person at a company", (
    key("the source's own key of the person", "contact id", "contactid", "person id", "id",
         "record id", "lead id", "prospect id", "email"),
    account(required=False),
    Field("first_name", Kind.PERSON_NAME, "given name", personal=True, synonyms=(
        "first name", "firstname", "given name", "forename", "vorname")),
    Field("last_name", Kind.PERSON_NAME, "family name", personal=True, synonyms=(
        "last name", "lastname", "surname", "family name", "nachname")),
    Field("full_name", Kind.PERSON_NAME, "whole name", personal=True, synonyms=(
        "contact name", "contactname", "full name", "fullname", "name", "contact person")),
    Field("email", Kind.EMAIL, "e-mail address", personal=True, synonyms=(
        "email", "e mail", "email address", "work email", "mail")),
    Field("phone", Kind.PHONE, "phone number", personal=True, synonyms=(
        "phone", "telephone", "mobile", "mobile phone", "phone number", "direct phone",
        "mobilephone")),
    Field("job_title", Kind.JOB_TITLE, "job title; gives seniority and function", personal=True,
          synonyms=("job title", "jobtitle", "title", "position", "role", "contact title",
                    "contacttitle", "function")),
    Field("street", Kind.STREET, "street and number", personal=True, synonyms=(
        "street", "address", "mailing street", "mailingstreet", "street address", "address1",
        "address line 1", "home address")),
    Field("postal_code", Kind.POSTAL_CODE, "postal code", personal=True, synonyms=(
        "postal code", "postalcode", "zip", "zip code", "postcode", "mailing postal code",
        "mailing zip postal code", "mailingpostalcode", "plz")),
    Field("city", Kind.CITY, "city", personal=True, synonyms=(
        "city", "town", "mailing city", "mailingcity", "locality", "suburb", "ort")),
    Field("region", Kind.REGION, "state, province or region", personal=True, synonyms=(
        "region", "state", "province", "mailing state", "mailingstate", "state province",
        "state region", "mailing state province")),
    Field("country", Kind.COUNTRY, "country", synonyms=(
        "country", "mailing country", "country region", "mailingcountry", "country code")),
    Field("birth_on", Kind.DATE, "day of birth", personal=True, synonyms=(
        "birth date", "birthdate", "date of birth", "birthday", "dob", "geburtsdatum")),
    Field("personal_number", Kind.TEXT, "a number that one person has alone", personal=True,
          synonyms=("personal number", "social security number", "ssn", "soc sec id", "national id",
                    "national insurance number", "licence number", "personalnummer")),
    Field("employed_from", Kind.DATE, "first day at the company", synonyms=(
        "employed from", "employed since", "joined company on", "employment start date")),
    Field("employed_to", Kind.DATE, "first day no longer at the company", synonyms=(
        "employed to", "employed until", "left company on", "employment end date")),
    Field("email_consent", Kind.BOOLEAN, "agreed to receive e-mail", synonyms=(
        "email consent", "email opt in", "opted in", "marketing consent", "subscribed",
        "newsletter", "opt in", "gdpr consent")),
    Field("email_opt_out", Kind.BOOLEAN, "refused to receive e-mail", synonyms=(
        "email opt out", "hasoptedoutofemail", "opt out", "unsubscribed", "opted out of email",
        "has opted out of email", "do not email")),
    Field("created_on", Kind.DATE, "when the source first knew the person", synonyms=(
        "created at", "created", "created date", "createddate", "create date", "date created")),
    UPDATED,
))  # fmt: skip

TECHNOLOGIES = StandardTable("technologies", "a technology in use at a company", (
    account(required=True),
    Field("technology", Kind.CATEGORY, "technology", required=True, synonyms=(
        "technology", "tech", "tool", "software", "installed technology", "technology name")),
    Field("category", Kind.CATEGORY, "what it is for", synonyms=(
        "category", "technology category", "type")),
    Field("since", Kind.DATE, "in use since", synonyms=("since", "first seen", "first detected")),
    Field("until", Kind.DATE, "in use until", synonyms=("until", "last seen", "last detected")),
))  # fmt: skip

ACCOUNT_LINKS = StandardTable("account_links", "whom people, deals and engagements belong to", (
    account(required=False),
    contact(),
    Field("opportunity", Kind.KEY, "key of the deal", refers_to="opportunities"),
    Field("engagement", Kind.KEY, "key of the engagement, other than support cases",
          refers_to="engagements"),
    Field("ticket", Kind.KEY, "key of the support case", refers_to="engagements"),
    Field("rank", Kind.INTEGER, "which link counts where there are several: the lowest"),
))  # fmt: skip
