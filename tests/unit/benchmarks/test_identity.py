"""What is measured anew takes the place of what was; the rest is kept."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

import identity
from identity_over_time import Grown, Stability
from identity_page import Measured


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("KEPT", "GROWN", "PAGE"):
        monkeypatch.setattr(identity, name, tmp_path / name.lower())
    return tmp_path


def measured(peer: str, seconds: float, way: str = "") -> Measured:
    return Measured("chicago", peer, way or peer, seconds, 1.0, 0.1, "did not end")


def grown(new: int, second: float) -> Grown:
    return Grown("chicago", 3_000, new, 1.0, second, Stability(0.1, 0.2, 0, 0))


def test_new_figures_replace_those_of_the_same_peer_on_the_same_set(folder: Path) -> None:
    identity.keep([measured("Splink", 1, "Splink 0.5"), measured("Splink", 1, "Splink 0.9")], [])
    identity.keep([measured("Segmentry", 2)], [])
    identity.keep([measured("Splink", 3, "Splink 0.9")], [])
    assert [(m.way, m.seconds) for m in identity.known()] == [("Segmentry", 2), ("Splink 0.9", 3)]
    page = (folder / "page").read_text()
    assert page.index("| Segmentry:") < page.index("| Splink 0.9:")


def test_growth_is_kept_beside_it(folder: Path) -> None:
    identity.keep([measured("Splink", 1)], [grown(10, 5.0)])
    identity.keep([], [grown(20, 6.0), grown(10, 7.0)])
    assert [(g.new, g.second_seconds) for g in identity.known_growth()] == [(10, 7.0), (20, 6.0)]
    assert len(identity.known()) == 1


def test_people_are_left_to_those_who_know_them() -> None:
    able = {n for n, p in identity.PEERS.items() if identity.can_take(p, "febrl 3, people")}
    assert able == {"Segmentry", "Splink"}
    for name in able:
        script = f"with_{identity.PEERS[name].script}_people.py"
        assert (identity.ROOT / "benchmarks" / "peers" / script).exists()
    assert not identity.can_take(identity.PEERS["dedupe"], "generated 200k")


def test_every_set_and_growth_names_one_that_can_be_made() -> None:
    assert {name.partition(",")[0] for name in identity.MAKERS} <= set(identity.RECORDS)
    for growth in identity.GROWTH:
        name, _, new = growth.rpartition(":")
        records = identity.RECORDS.get(name) or int(name.rpartition(" ")[2])
        assert 0 < int(new) < records
        assert name in identity.MAKERS or name.rpartition(" ")[0] in identity.BY_SIZE


def test_a_set_of_any_size_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "WORK", tmp_path)
    folder = identity.made("generated 300")
    file = folder / "records.parquet"
    written = file.stat().st_mtime_ns
    assert identity.made("generated 300") == folder
    assert file.stat().st_mtime_ns == written
