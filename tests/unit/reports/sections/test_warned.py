"""Warnings in words, alike ones told once."""

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections.warned import warned


def warn(run, code: str, subject: str, message: str) -> None:
    run.change(f"insert into {Table.WARNINGS} values ('{code}', '{subject}', '{message}', 1, 2)")


def test_warnings_are_in_words_and_name_what_they_are_about(run) -> None:
    found = warned(Reading(run))
    assert [w.title for w in found][:2] == ["The data is old", "Many accounts could not be decided"]
    assert {w.subject for w in found} >= {"Reference plan", "Days since last order"}
    assert found[0].message.startswith("The newest record of crm is 61 days older")


def test_an_unheard_of_warning_comes_first(run) -> None:
    warn(run, "brand_new", "x", "Look.")
    assert warned(Reading(run))[0].title == "Brand new"


def test_the_warning_of_small_groups_counts_them_once_without_their_sizes_or_names(run) -> None:
    warn(run, "small_group", "rfm: New", "New has 3 accounts.")
    [small] = [w for w in warned(Reading(run)) if "too small" in w.title]
    shown = [g for s in Reading(run).segmentations for g in s.segments if g.small]
    assert small.subject == f"{len(shown)} segments"
    assert "fewer than 5 accounts" in small.message
    assert "New" not in small.message
    assert small.details == ()


def test_alike_warnings_are_one_with_each_of_them_below(run) -> None:
    for name in ("a", "b", "c", "d", "e"):
        warn(run, "empty_segment", f"rfm: {name}", f"Nobody is in {name}.")
    [empty] = [w for w in warned(Reading(run)) if w.title == "A segment without members"]
    assert empty.subject == "5 segments"
    assert empty.message.startswith("RFM: a, RFM: b, RFM: c and 2 more have no members.")
    assert empty.details[4] == ("RFM: e", "Nobody is in e.")


def test_a_source_called_like_a_variable_keeps_its_name(run) -> None:
    run.change(f"update {Table.WARNINGS} set subject = 'recency_days' where code = 'stale_data'")
    assert warned(Reading(run))[0].subject == "recency_days"


def test_a_variable_used_twice_is_named_once(run) -> None:
    run.change(f"delete from {Table.WARNINGS} where code = 'low_coverage'")
    for name in ("rfm", "plan"):
        warn(run, "low_coverage", f"{name}: employees", f"{name} uses it.")
    [low] = [w for w in warned(Reading(run)) if "few accounts" in w.title]
    assert low.subject == "1 variable"
    assert len(low.details) == 2


def test_a_small_book_says_once_that_its_segments_are_small(make_run) -> None:
    run = make_run(accounts=20)
    run.change(f"delete from {Table.WARNINGS}")
    for code in ("empty_segment", "small_group", "over_segmentation", "stale_data"):
        warn(run, code, "rfm", "Look.")
    assert Reading(run).totals.in_scope < 30
    found = warned(Reading(run))
    assert [w.title for w in found] == [
        "The data is old",
        "Too few accounts to judge segments by their size",
    ]
    assert f"{Reading(run).totals.in_scope} accounts" in found[1].message


def test_a_book_of_some_size_has_each_warning(run) -> None:
    run.change(f"delete from {Table.WARNINGS}")
    warn(run, "empty_segment", "rfm: New", "Look.")
    assert [w.title for w in warned(Reading(run))] == ["A segment without members"]


def test_many_unsure_keys_are_warned_of_after_old_data(run) -> None:
    run.change(
        f"insert into {Table.IDENTITY} (account_key, account_id, evidence, confidence) "
        "select 'crm:u' || n, 'U' || n // 2, 'name', 0.7 from range(2000) as t(n)"
    )
    old, keys, *_ = warned(Reading(run))
    assert (old.title, keys.title) == ("The data is old", "Many keys are unsure")
    assert "2,000 are less than 90 % sure" in keys.message
    assert "`segmentry identity review`" in keys.message
    assert "identity ask`" in keys.message
