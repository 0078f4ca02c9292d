"""Sending goes wrong in every way: nothing twice, nothing forgotten, and all of it told."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

Command = Callable[..., Any]
FIRST, EMAIL = "Zephyrina", "zephyrina.quackenbush@unlikely-mail.de"
PROGRAM = "from segmentry.cli import main; main()"


@pytest.fixture
def office(shop: Path, receiver: Any, command: Command) -> Path:
    """A shop that has run, with three destinations and a few people."""
    (shop / "segmentry.yaml").write_text("name: Shop\nstale_after_days: 36500\n")
    (shop / "exports" / "contacts.csv").write_text(
        "id,company,first,email,ok\n"
        + "".join(f"P{i},C{30 + i},{FIRST},{i}{EMAIL},yes\n" for i in range(4))
        + f"P9,C35,{FIRST},9{EMAIL},no\n"
    )
    (shop / "sources" / "contacts.yaml").write_text(
        "source: files\npath: exports/contacts.csv\nsystem: customers\ntables:\n  contacts:\n"
        "    fields: {key: id, account: company, first_name: first, email: email, "
        "email_consent: ok}\n"
    )
    (shop / "destinations").mkdir()
    large = "segmentation: sales\nsegments: [Large]\n"
    hook = f"destination: webhook\nurl: {receiver.url}\nbatch: 10\ntries: 1\n{large}"
    for name, text in {
        "hook": hook + "timeout_seconds: 0.5\n",
        "people": hook + "level: contacts\nfields: [first_name]\n",
        "file": f"destination: csv\npath: out/file.csv\n{large}",
    }.items():
        (shop / "destinations" / f"{name}.yaml").write_text(text)
    assert command("run", "-w", shop).code == 0
    return shop


def _ids(receiver: Any) -> list[str]:
    return [member["id"] for body in receiver.bodies() for member in body["members"]]


def test_before_the_first_run_there_is_nothing_to_send(shop: Path, command: Command) -> None:
    told = command("plan", "crm", "-w", shop)
    assert (told.code, "no destination called 'crm'" in told.said) == (2, True)
    (shop / "destinations").mkdir()
    (shop / "destinations" / "crm.yaml").write_text(
        "destination: csv\npath: out.csv\nsegmentation: sales\n"
    )
    for asked in ("plan", "apply"):
        told = command(asked, "crm", "-w", shop)
        assert (told.code, "no run yet" in told.said) == (2, True)
    assert command("receipts", "crm", "-w", shop).code == 0
    assert command("plan", "crn", "-w", shop).said.endswith("Did you mean 'crm'?")


def test_a_webhook_that_fails_hangs_and_takes_half(
    office: Path, receiver: Any, command: Command
) -> None:
    receiver.answers[:] = [(200, {}, b""), (500, {}, b"")]
    told = command("apply", "hook", "-w", office)
    assert (told.code, "it answered 500" in told.said) == (3, True)
    end = Event()
    receiver.answers[:] = [lambda: end.wait(10) and None]
    told = command("apply", "hook", "-w", office)
    assert (told.code, "no answer within 0.5 seconds" in told.said) == (3, True)
    end.set()
    refused = receiver.bodies()[1]["members"][0]["id"]
    said = {"refused": [{"id": refused, "reason": "not a customer of ours"}]}
    receiver.answers[:] = [(200, {}, json.dumps(said).encode())]
    told = command("apply", "hook", "-w", office)
    assert told.code == 0, told.said
    assert "was interrupted after 1 of 4 batches. Batch 2 (10 members)" in told.said
    # the second batch came three times, each time the same under the same key
    keys = [headers["Idempotency-Key"] for headers, _ in receiver.received]
    assert keys[1] == keys[2] == keys[3]
    assert len({body for _, body in receiver.received[1:4]}) == 1
    # the one that was refused came again with the next plan, nobody else did
    ids = _ids(receiver)
    before, after = ids[:20], ids[40:]
    assert sorted(after) == sorted({*ids} - {*before} | {refused})
    assert len({*ids}) == 40
    receipts = command("receipts", "hook", "--refused", "-w", office)
    assert "not a customer of ours" in receipts.said


def test_a_killed_apply_sends_nothing_twice_and_forgets_nothing(
    office: Path, receiver: Any, command: Command
) -> None:
    arguments = [sys.executable, "-c", PROGRAM, "apply", "hook", "-w", str(office)]
    source = str(Path(__file__).parents[2] / "src")
    running: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        os.kill(running[0].pid, signal.SIGKILL)
        running[0].wait(30)

    # the third batch has arrived when the process dies; it never hears of it
    receiver.answers[:] = [(200, {}, b""), (200, {}, b""), kill]
    running.append(subprocess.Popen(arguments, env={**os.environ, "PYTHONPATH": source}))
    assert running[0].wait(60) == -signal.SIGKILL
    assert len(receiver.received) == 3
    plan = command("plan", "hook", "-w", office)
    assert "was interrupted; `segmentry apply` finishes it first" in plan.said
    told = command("apply", "hook", "-w", office, "--json")
    (sentence,) = told.json["recovered"]
    assert "interrupted after 2 of 4 batches. Batch 3 (10 members)" in sentence
    first, again = receiver.received[2:4]
    assert first[0]["Idempotency-Key"] == again[0]["Idempotency-Key"]
    assert first[1] == again[1]
    taken = {h["Idempotency-Key"]: b for h, b in receiver.received}
    ids = [m["id"] for body in taken.values() for m in json.loads(body)["members"]]
    assert len(ids) == len({*ids}) == 40
    assert command("apply", "hook", "-w", office, "--json").json["sent"] == 0


def test_of_two_applies_at_once_one_is_refused(
    office: Path, receiver: Any, command: Command, process: Command
) -> None:
    others: list[Any] = []
    receiver.answers[:] = [lambda: others.append(process("apply", "hook", "-w", office))]
    (office / "destinations" / "hook.yaml").write_text(
        (office / "destinations" / "hook.yaml").read_text().replace("0.5", "60")
    )
    first = command("apply", "hook", "-w", office)
    assert first.code == 3  # it got no answer, so that batch is unanswered
    assert others[0].code == 2
    assert "Another process is sending to 'hook'" in others[0].said
    assert len(receiver.received) == 1


def test_a_file_that_cannot_be_written_is_told(office: Path, command: Command) -> None:
    (office / "out").write_text("no folder")
    told = command("apply", "file", "-w", office)
    assert (told.code, "The file cannot be written" in told.said) == (2, True)
    (office / "out").unlink()
    assert command("apply", "file", "-w", office).code == 0
    assert len((office / "out" / "file.csv").read_text().splitlines()) == 41


def test_a_segment_that_is_gone_is_told(office: Path, command: Command) -> None:
    file = office / "destinations" / "file.yaml"
    file.write_text(file.read_text().replace("[Large]", "[Large, Aktive]"))
    told = command("plan", "file", "-w", office)
    assert told.code == 2
    assert "destinations/file.yaml, line 4" in told.said
    assert "no segment called 'Aktive'. Did you mean 'Active'?" in told.said


def test_old_data_and_new_definitions_stop_it(office: Path, command: Command) -> None:
    (office / "segmentry.yaml").write_text("name: Shop\nstale_after_days: 30\n")
    assert command("run", "-w", office).code == 0
    told = command("apply", "file", "-w", office)
    assert (told.code, "of the source 'orders' is of 2025-12-28" in told.said) == (2, True)
    assert not (office / "out").exists()
    sources = command("freshness", "-w", office, "--json").json["sources"]
    assert [s["source"] for s in sources if s["is_stale"]] == ["orders"]
    (office / "segmentry.yaml").write_text("name: Shop\nstale_after_days: 36500\n")
    told = command("apply", "file", "-w", office)
    assert "segmentry.yaml was changed after the last run." in told.said
    assert command("apply", "file", "--although-stale", "-w", office).code == 0


def test_people_stand_in_no_plan_no_catalogue_and_no_word_of_ours(
    office: Path, receiver: Any, command: Command
) -> None:
    receiver.answers[:] = [(200, {}, b""), (500, {}, b"")]
    asked = (("plan",), ("apply",), ("plan", "--json"), ("receipts", "--json"), ("apply", "--json"))
    told = [command(a[0], "people", "-w", office, *a[1:]) for a in asked]
    assert [t.code for t in told] == [0] * 5
    (members,) = [body["members"] for body in receiver.bodies()]
    assert sorted(m["email"] for m in members) == [f"{i}{EMAIL}" for i in range(4)]
    kept = [p for p in (office / ".segmentry" / "activation").rglob("*") if p.is_file()]
    kept += list((office / ".segmentry").glob("catalogue.sqlite*"))
    assert len(kept) > 3
    for text in (*(t.out + t.err for t in told), *(_content(p) for p in kept)):
        assert not [word for word in (FIRST, "unlikely-mail") if word in text]


def _content(path: Path) -> str:
    if path.suffix != ".parquet":
        return path.read_bytes().decode("latin-1")
    import pyarrow.parquet as pq

    return str(pq.read_table(path).to_pylist())
