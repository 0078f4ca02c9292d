"""`segmentry identity` about contacts on the command line."""

import json
from pathlib import Path

import pytest

from segmentry.workspace import Workspace

from .test_roi import Command, command

__all__ = ["command"]


@pytest.fixture
def made(with_people: Path) -> Path:
    Workspace(with_people).run()
    return with_people


def test_contacts_are_asked_about_explained_and_answered(command: Command, made: Path) -> None:
    (listed,) = json.loads(command("identity", "ask", "--people", "-w", made, "--json")[0])
    keys = listed["contact_key"], listed["other_key"]
    told, code = command("identity", "ask", "--people", "-w", made)
    assert (code, "They are one person now. The answer bears on 2 pairs of contacts." in told) == (
        0, True,
    )  # fmt: skip
    assert "--reveal shows what is in the vault." in told
    assert "Zucker" not in told
    told = command("identity", "ask", "--people", "--reveal", "-w", made)[0]
    assert ("zucker" in told, "in the vault" in told) == (True, False)
    said = ("different", "--because", "brothers", "--by", "Ana", "-w", made)
    told, code = command("identity", "answer", *keys, *said)
    first, second = sorted(keys)
    assert f"{first} and {second} are two people (Ana)." in " ".join(told.split())
    told, code = command("identity", "run", "-w", made)
    assert (code, "0 people minted, 0 merged, 1 split." in told) == (0, True)
    told, code = command("identity", "explain", *keys, "-w", made)
    assert (code, "They are two people, " in told, "brothers" in told) == (0, True, True)
    told, code = command("identity", "explain", "customers:P1", "-w", made)
    assert (code, "belongs to person" in told, "One person" in told) == (0, True, True)
    told, _ = command("identity", "ask", "--people", "-w", made)
    assert "Nothing to ask: no pair of contacts is in doubt." in told


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("customers:P1", "C03"), "'customers:P1' is a contact and 'C03' is a company"),
        (("customers:P1", "0" * 20), "There is no contact '00000000000000000000'"),
    ],
)
def test_what_cannot_be_done_ends_with_2(
    command: Command, made: Path, keys: tuple[str, str], told: str
) -> None:
    said, code = command("identity", "answer", *keys, "same", "--because", "so", "-w", made)
    assert (code, told in " ".join(said.split())) == (2, True), said


def test_contacts_whose_person_is_unsure_are_reviewed(command: Command, with_people: Path) -> None:
    people = with_people / "exports" / "people.csv"
    with people.open("a", encoding="utf-8") as file:
        file.write("P4,C10,Anna,Zimmer,\nP5,C11,Bernd,Brandt,\nP6,C12,Carla,Conrad,\n")
        file.write("P7,C13,Dieter,Dreher,\nP8,C14,Eva,Engel,\nP9,C15,Felix,Fink,\n")
    Workspace(with_people).run()
    (unsure,) = json.loads(command("identity", "review", "-w", with_people, "--json")[0])[
        "unsure_contacts"
    ][:1]
    assert 0.5 < unsure["confidence"] < 0.9
    told, code = command("identity", "review", "-w", with_people)
    assert (code, "Contacts whose person is unsure" in told) == (0, True)
    assert "another family name" in " ".join(told.split())
    told, _ = command("identity", "run", "-w", with_people)
    assert "To look at: 2 contacts are unsure" in " ".join(told.split())
