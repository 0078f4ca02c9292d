"""What happened to accounts, in the order of the runs."""

from pathlib import Path

from segmentry.workspace import Workspace
from segmentry.workspace.happenings import told_arrivals

_NEW = "D91,Quittenhof Brennerei,DE,quittenhof.de,Soltau"


def test_what_happens_again_is_told_again_in_its_order(known_twice: Path) -> None:
    workspace = Workspace(known_twice)
    identity = workspace.identity
    workspace.run()
    assert identity.history() == {"run": None, "as_of": None, "events": []}
    account = identity.explain("D3")["account_id"]
    identity.split("D5", because="two firms")
    before = workspace.last_run.record
    workspace.run()
    parted = identity.explain("D5")["account_id"]
    (event,) = identity.changes(before)["events"]
    assert (event["event"], event["account_id"], event["other_id"]) == ("split", parted, account)
    assert event["label"]
    identity.undo_split("D5", because="one after all")
    workspace.run()
    identity.split("D5", because="two after all")
    workspace.run()
    newest = identity.history()
    assert (newest["run"], [e["event"] for e in newest["events"]]) == (4, ["split"])
    told = [(e["run"], e["event"]) for e in identity.history(parted)["events"]]
    assert told == [(2, "split"), (3, "merged"), (4, "split")]


def test_accounts_that_no_source_tells_of_any_more_are_counted(known_twice: Path) -> None:
    workspace = Workspace(known_twice)
    before = workspace.run().record
    crm = known_twice / "exports" / "crm.csv"
    left = [line for line in crm.read_text().splitlines() if not line.startswith("D4")]
    crm.write_text("\n".join(left) + "\n")
    workspace.run()
    changed = workspace.identity.changes(before)
    nobody = {"minted": 0, "merged": 0, "split": 0}
    assert changed == {**nobody, "moved": 0, "gone": 1, "people": nobody, "events": []}


def test_new_keys_are_told_from_the_second_run_on(known_twice: Path) -> None:
    workspace = Workspace(known_twice)
    assert told_arrivals(workspace.run()) == ""
    crm = known_twice / "exports" / "crm.csv"
    header, row, *rest = crm.read_text().splitlines()
    again = row.replace(row.split(",")[0], "D90", 1)
    crm.write_text("\n".join([header, row, *rest, again, _NEW]) + "\n")
    second = workspace.run()
    assert told_arrivals(second) == "2 new keys since run 1: 1 new company, 1 joined known ones."
    crm.write_text("\n".join([header, row, *rest, again]) + "\n")
    assert told_arrivals(workspace.run()) == ""
    assert told_arrivals(second).startswith("2 new keys since run 1")
