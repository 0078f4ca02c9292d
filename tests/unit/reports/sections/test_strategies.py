"""The section of strategies: who acts on what, and where nobody does."""

from dataclasses import replace

from segmentry.reports.reading import Reading
from segmentry.reports.report import render
from segmentry.reports.sections import strategies

_ADD = (
    "insert into strategies (segmentation, segment, strategy, title, status, objective, kpi, "
    "target, owner, budget, accounts, is_template, problem) "
)


def acted(run):
    """Champions are acted on, the other RFM groups have templates; one segment is gone."""
    run.change(
        _ADD + "values ('rfm', 'Champions', 'keep', 'Keep <them>', 'running', 'Early access', "
        "'retention_rate', 0.9, 'Ana Ruiz', 1000, 40, false, null)"
    )
    run.change(
        _ADD + "select segmentation, segment, null, 'T', null, 'O', 'aov', null, null, null, "
        "accounts, true, null from segment_stats where segmentation = 'rfm' "
        "and segment <> 'Champions'"
    )
    run.change(
        _ADD + "values ('rfm', 'Champion', 'old', 'Old', 'draft', null, null, null, null, null, "
        "null, false, 'There is no such segment.')"
    )
    run.change(
        "insert into objectives (name, kind, title, kpi, segmentation, segment, target, state) "
        "values ('keep', 'strategy', 'Keep', 'retention_rate', 'rfm', 'Champions', 0.9, 'behind')"
    )
    return run


def test_every_segment_has_its_line(run) -> None:
    found = strategies.read(Reading(acted(run)))
    (part,) = found.parts
    assert part.title == "RFM"
    first = next(line for line in part.lines if line.segment == "Champions")
    assert (first.title, first.target, first.state) == (
        "Keep <them>", "Retention rate 90.0\N{NARROW NO-BREAK SPACE}%", "behind the target",
    )  # fmt: skip
    assert (str(first.owner), str(first.budget)) == ("Ana Ruiz", "€1,000")
    assert [line.segment for line in part.lines] == ["Champions"]
    assert len(part.idle) == 9
    assert "At risk" in part.idle


def test_what_nobody_acts_on_and_what_is_wrong_is_told(run) -> None:
    found = strategies.read(Reading(acted(run)))
    assert found.idle == ("Reference plan", "Value tiers")
    assert found.problems == ("Old: There is no such segment.",)
    [templates] = run.query("select count(*) as n from strategies where is_template").to_pylist()
    assert found.proposed == f"{templates['n']} segments"


def test_small_segments_tell_neither_size_nor_state(run) -> None:
    acted(run).change("update strategies set accounts = 2 where strategy = 'keep'")
    line = strategies.read(Reading(run)).parts[0].lines[0]
    assert str(line.accounts) == "< 5"
    assert line.state == ""


def test_the_target_of_a_segment_without_figures_has_no_state(run) -> None:
    """The only small segment could be worked out, so the smallest other one is kept back."""
    acted(run).change(
        "update segment_stats set accounts = case when segment = 'At risk' then 2 "
        "when accounts < 5 then 0 else accounts end where segmentation = 'rfm'"
    )
    run.change("delete from assignments where segmentation = 'rfm' and segment = ''")
    reading = Reading(run)
    kept_back = next(
        s.key for one in reading.segmentations if one.name == "rfm"
        for s in one.segments if s.withheld and not s.small
    )  # fmt: skip
    run.change(f"update objectives set segment = '{kept_back}' where name = 'keep'")
    assert strategies.read(Reading(run)).parts[0].lines[0].state == ""


def test_the_page_says_it_safely(run) -> None:
    page = render(acted(run))
    assert "Keep &lt;them&gt;" in page
    assert "Keep <them>" not in page
    assert "Nobody acts on the segments of Reference plan, Value tiers." in page


def test_a_run_without_segments_has_an_empty_section(empty_run) -> None:
    facts = replace(empty_run.facts, segmentations=())
    empty_run.facts = facts
    assert strategies.read(Reading(empty_run)) == strategies.Strategies((), (), "", ())
