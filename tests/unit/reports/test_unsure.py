"""Many keys that are unsure are counted and warned of, few are not."""

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.unsure import Unsure, unsure

from .test_summary import printed


def tell(run, keys: int, of: int) -> None:
    """`of` keys that share an account, `keys` of them unsure, and one alone."""
    run.change(f"delete from {Table.IDENTITY}")
    run.change(
        f"insert into {Table.IDENTITY} (account_key, account_id, evidence, confidence) "
        f"select 'crm:' || n, 'A' || n // 2, 'name', case when n < {keys} then 0.7 else 0.99 end "
        f"from range({of}) as t(n) union all select 'crm:alone', 'B', 'own', 0.1"
    )


def test_only_keys_that_share_an_account_are_counted(run) -> None:
    tell(run, keys=30, of=200)
    assert unsure(Reading(run)) == Unsure(30, 200)


def test_many_are_a_twentieth_and_more_than_a_handful() -> None:
    assert Unsure(30, 200).are_many
    assert not Unsure(10, 200).are_many
    assert not Unsure(9, 20).are_many


def test_the_summary_warns_of_many_and_says_what_to_do(run) -> None:
    tell(run, keys=30, of=200)
    assert "Many keys are unsure: 30 of 200 keys" in printed(run)
    assert "segmentry identity review" in printed(run)
    tell(run, keys=10, of=200)
    assert "unsure" not in printed(run)
