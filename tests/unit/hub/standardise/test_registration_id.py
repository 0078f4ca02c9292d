import pytest


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("DE 136,695 976", "DE136695976"), ("USt-ID: DE136695976", "DE136695976"),
        ("529900T8BM49AURSDO55", "529900T8BM49AURSDO55"), ("91-1144442", "911144442"),
        ("VAT GB 980 7806 84", "GB980780684"), ("CHE-107.787.577 IVA", "CHE107787577"),
        ("ABN 51 824 753 556", "51824753556"), ("NO 974 760 673 MVA", "NO974760673MVA"),
        ("GR094259216", "EL094259216"), ("HRB 12345", "HRB12345"), ("06500244", "06500244"),
        ("SEC12345", "SEC12345"),
    ],
)  # fmt: skip
def test_one_way_of_writing(run, written: str, number: str) -> None:
    assert run("registration_id", written) == [(number,)]


@pytest.mark.parametrize(
    "wrong",
    ["DE136695977", "GB980780685", "529900T8BM49AURSDO56", "ABN 51 824 753 557", "n/a", "000000000",
     "123456789", "pending", "1234"],
)  # fmt: skip
def test_wrong_check_digits_and_placeholders(run, wrong: str) -> None:
    assert run("registration_id", wrong) == [(None,)]


def test_real_leis_all_pass(run, data) -> None:
    import duckdb

    query = 'select "LEI" from read_parquet(?) limit 2000'
    files = str(data / "gleif_sample" / "gleif_sample_100k.parquet")
    leis = [lei for (lei,) in duckdb.connect().execute(query, [files]).fetchall()]
    assert run("registration_id", *leis) == [(lei,) for lei in leis]
