"""Marketing: who was reached, who was held out, and what companies say they need."""

import numpy as np
import pyarrow as pa

from segmentry.demo.behaviour import HOLDOUT, NOT_IN_CAMPAIGN
from segmentry.demo.campaigns import CAMPAIGN_IDS, OFFER
from segmentry.demo.columns import constant, day_texts, either, money, only, pick, times
from segmentry.demo.exports.base import Export
from segmentry.demo.mess import Duplicates, Placeholders, Spoilt
from segmentry.demo.part import Part
from segmentry.demo.reached import STATUSES, touches
from segmentry.demo.repeats import repeated
from segmentry.demo.segments import PLANTED

_NEEDS = ("price", "security", "compliance", "innovation", "service", "integration")
_QUESTIONS = (*(f"How important is {need}?" for need in _NEEDS), "Would you recommend us? (NPS)")


def responses(part: Part) -> pa.Table:
    """A touch per row: the offer to treated companies, a newsletter to who agreed."""
    rng = part.stream("responses")
    reached, times_touched = touches(part, rng)
    row, step = repeated(times_touched)
    place, contact, campaign = reached.place[row], reached.contact[row], reached.campaign[row]
    sent = np.where(campaign == OFFER, part.calendar.campaign[0] + place % 20,
                    part.calendar.stop - 70 + place % 14)  # fmt: skip
    return pa.table({
        "Member ID": part.running_keys("M-", len(row)),
        "Campaign ID": pick(CAMPAIGN_IDS, campaign),
        "Account ID": part.crm_keys(place),
        "Contact ID": only(contact >= 0, part.contacts.keys(np.maximum(contact, 0))),
        "Channel": either(contact >= 0, "email", "call"),
        "Member Status": pick(STATUSES, step),
        "Responded": either(step == len(STATUSES) - 1, "yes", "no"),
        "Activity Date": times(np.minimum(sent + step * 2, part.calendar.stop - 1),
                               9 * 3600 + rng.integers(0, 8 * 3600, len(row))),
        "Subject Line": pick(["A", "B"], row % 2),
    })  # fmt: skip


def arms(part: Part) -> pa.Table:
    """Who was drawn for the offer and who was held out."""
    drawn = np.flatnonzero(part.lives.arm != NOT_IN_CAMPAIGN)
    return pa.table({
        "Campaign ID": constant(CAMPAIGN_IDS[OFFER], len(drawn)),
        "Account ID": part.crm_keys(drawn),
        "Arm": pick(["holdout", "treated"], (part.lives.arm[drawn] != HOLDOUT).astype(np.int64)),
    })  # fmt: skip


def consents(part: Part) -> pa.Table:
    """What people said on the web: yes, and some of them later no."""
    contacts, rng, calendar = part.contacts, part.stream("consents"), part.calendar
    given, withdrawn = np.flatnonzero(contacts.consent), np.flatnonzero(contacts.withdrawn)
    contact = np.concatenate([given, withdrawn])
    revoked = np.arange(len(contact)) >= len(given)
    day = np.where(revoked, calendar.stop - 20, part.lives.known_since[contacts.place[contact]])
    return pa.table({
        "Consent ID": part.running_keys("Y-", len(contact)),
        "Contact ID": part.contacts.keys(contact),
        "E-Mail": contacts.email.take(pa.array(contact)),
        "Purpose": constant("newsletter", len(contact)),
        "Channel": constant("email", len(contact)),
        "Consent Given": either(revoked, "no", "yes"),
        "Timestamp": times(day, rng.integers(0, 86_400, len(contact))),
        "Form": pick(["footer", "checkout"], contact % 2),
    })  # fmt: skip


def survey(part: Part) -> pa.Table:
    """A row per question; the planted need of the segment stands out."""
    rng, lives = part.stream("survey"), part.lives
    chance = np.where(lives.customer, 0.3, 0.06) * (part.systems.in_crm & ~part.companies.excluded)
    answering = np.flatnonzero(rng.random(len(chance)) < chance)
    place = np.repeat(answering, len(_QUESTIONS))
    question = np.tile(np.arange(len(_QUESTIONS)), len(answering))
    need = np.array([_NEEDS.index(s.need) for s in PLANTED])[part.companies.segment[place]]
    importance = np.clip(rng.normal(np.where(question == need, 4.5, 2.8), 0.7), 1, 5)
    quiet = lives.stop[place] < part.calendar.stop
    recommend = np.clip(np.rint(rng.normal(np.where(quiet, 5.5, 8.2), 1.6)), 0, 10)
    is_nps = question == len(_QUESTIONS) - 1
    score = np.where(is_nps, recommend, np.rint(importance * 2) / 2)
    first = part.contacts.first[place]
    return pa.table({
        "Response ID": part.running_keys("R-", len(place)),
        "Survey Name": constant("Bedürfnisse & Zufriedenheit – Café-Runde 2026", len(place)),
        "Account ID": part.crm_keys(place),
        "Respondent ID": only(first >= 0, part.contacts.keys(np.maximum(first, 0))),
        "Question": pick(_QUESTIONS, question),
        "Answer": pick(["unwichtig", "mäßig", "wichtig"], np.digitize(score, [2.5, 4.0])),
        "Score": money(np.rint(score * 100).astype(np.int64)),
        "Response Date": day_texts(part.calendar.stop - 1 - place % 60, "%d.%m.%Y"),
        "Interviewer": pick(["online", "téléphone"], place % 2),
    })  # fmt: skip


EXPORTS = (
    Export("campaign_responses.csv", responses, (
        Placeholders("Subject Line"), Duplicates(0.002),
        Spoilt("no date", "Member ID", "Activity Date", None, share=0.001),
    )),
    Export("campaign_arms.csv", arms),
    Export("consents.csv", consents, (Duplicates(0.002),)),
    Export("survey.csv", survey, (Placeholders("Interviewer"), Duplicates()),
           style={"delimiter": ";", "encoding": "cp1252", "decimal": ","}),
)  # fmt: skip
