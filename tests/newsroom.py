"""Invented dispatches, as many as a measurement needs: small, all different, and the same for the same seed."""

import random
from datetime import date
from pathlib import Path

DAY = date(2025, 3, 12)

_STATES = [
    "Norway",
    "Iceland",
    "Kenya",
    "Uganda",
    "Chile",
    "Peru",
    "Ghana",
    "Togo",
    "Oman",
    "Yemen",
    "Nepal",
    "Bhutan",
    "Estonia",
    "Latvia",
    "Fiji",
    "Tonga",
    "Morocco",
    "Algeria",
    "Serbia",
    "Kosovo",
    "Jordan",
    "Syria",
    "Cuba",
    "Haiti",
    "Malta",
    "Libya",
    "Laos",
    "Thailand",
    "Gabon",
    "Angola",
]
_SUBJECTS = (
    "mackerel quotas",
    "the river crossing",
    "grain transit",
    "a prisoner exchange",
    "the border survey",
    "visa rules",
    "the gas pipeline",
    "fishing patrols",
    "tariffs on steel",
    "the ceasefire line",
)
_OUTLETS = ("The Harbour Post", "Nairobi Ledger", "The Courier", "Capital Wire", "Evening Dispatch")
_PEOPLE = ("Marit Aasen", "Grace Wanjala", "Jon Hall", "Ada Venn", "Omar Salim", "Rosa Diaz", "Ivo Petrov")
_PLACES = (
    "harbour",
    "ministry",
    "frontier",
    "assembly",
    "palace",
    "airport",
    "market",
    "barracks",
    "archive",
)
_SENTENCES = (
    "{one} wants {other} to settle {subject} before the {n} boats leave the {place}.",
    "{other} rejected the demand over {subject} and said that {n} lorries wait at the {place}.",
    '"We will press for a fair answer on {subject}," said {person} of {one}.',
    "{other} may reopen the {place} by {m} April, a diplomat said on condition of anonymity.",
    "{one} is expected to name {n} observers for the {place} next week.",
    "{one} accused {other} of closing the {place} to {n} families.",
    "{person} urged {other} to publish all {n} pages of the text on {subject}.",
    "An agreement on {subject} this year is unlikely, {person} told reporters in the {place}.",
    "Ministers met in the {place} for {m} hours and spoke of {subject}.",
    "{other} could send {n} officers if {one} keeps the {place} shut.",
    "{one} seeks a joint commission of {m} members to look at {subject}.",
    "Traders in the {place} counted {n} empty stalls, and nobody spoke of {subject}.",
)


def dispatch(seed: int, number: int) -> str:
    """Return an article as a file with front matter; each third one is on the affair of the one before it."""
    chance, affair = random.Random(f"{seed} {number}"), random.Random(f"{seed} {number - (number % 3 == 1)}")  # noqa: S311
    one, other = affair.sample(_STATES, 2)
    subject = affair.choice(_SUBJECTS)
    title = f"{one} and {other} at odds over {subject} after {chance.choice(_PLACES)} talks {number}"
    told = [
        each.format(
            one=one,
            other=other,
            subject=subject,
            person=chance.choice(_PEOPLE),
            place=f"{chance.choice(_PLACES)} of {chance.choice(_PLACES)} {chance.randint(2, 900)}",
            n=chance.randint(20, 9000),
            m=chance.randint(2, 28),
        )
        for each in chance.sample(_SENTENCES, 9)
    ]
    paragraphs = [" ".join(told[start : start + 3]) for start in range(0, len(told), 3)]
    head = f"---\ntitle: {title}\npublished: {DAY}\noutlet: {chance.choice(_OUTLETS)}\n---\n"
    return head + "\n\n".join([title, *paragraphs]) + "\n"


def fill_folder(folder: Path, seed: int, number: int) -> Path:
    """Write ``number`` dispatches into ``folder`` and return it."""
    folder.mkdir()
    for each in range(number):
        (folder / f"{each:04}.txt").write_text(dispatch(seed, each), encoding="utf-8")
    return folder
