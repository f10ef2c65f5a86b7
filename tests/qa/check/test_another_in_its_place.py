"""What stands in another's place: one of a class for another, the number of another thing, another body."""

from __future__ import annotations

import numpy as np
import pytest

from qa.check.clash.another import number_of_another
from qa.check.clash.member import other_member
from qa.check.evidence.compared import Evidence
from qa.check.evidence.near import as_near
from qa.check.evidence.reading import ReadSentence
from qa.check.model import LABELS
from qa.check.sure import with_sure
from qa.compare.entities.bodies import compare_bodies, find_bodies
from qa.compare.finding import Finding, Kind
from qa.compare.logic.regardless import compare_regardless


@pytest.mark.parametrize(
    ("claim", "text", "clash"),
    [
        ("灯塔的电池每月检查一次。", "灯塔的电池每季度检查一次。", ("每月", "每季度")),
        ("县级以上航标机构可以改建灯塔。", "省级以上航标机构可以改建灯塔。", ("县级", "省级")),
        ("灯塔的电池每季度检查一次。", "灯塔的电池每季度检查一次。", None),
        # What the text has too, and another slot.
        ("灯塔的电池每月检查一次。", "灯塔的电池每月检查，塔身每季度检查。", None),
        ("初级证书由航标处发。", "船长的高级职称另行规定，塔身由渔政站刷漆。", None),
    ],
)
def test_one_of_a_class_for_another(claim: str, text: str, clash: tuple[str, str] | None) -> None:
    found = other_member(claim, text)
    assert (found and (found.claim, found.text)) == clash
    assert found is None or (
        found.sure and found.at is not None and found.at.of(text) == found.text
    )


@pytest.mark.parametrize(
    ("claim", "clash"),
    [
        ("全市灯塔保有量的底线是27座。", ("27座", "不低于96座")),
        ("全市灯塔保有量不低于96座。", None),
        ("石砌灯塔不低于27座。", None),
    ],
)
def test_the_number_of_another_thing(claim: str, clash: tuple[str, str] | None) -> None:
    found = number_of_another(claim, "到2030年，全市灯塔保有量不低于96座，其中石砌的不低于27座。")
    assert (found and (found.claim, found.text)) == clash


@pytest.mark.parametrize(
    ("claim", "text", "clashes"),
    [
        ("不管渡船有没有故障，都要停航检修。", "有故障的渡船应当停航检修。", True),
        (
            "Every ferry, whether or not it carries dangerous goods, must be inspected.",
            "装运危险货物的渡船应当检验。",
            True,
        ),
        ("不管渡船有没有故障，都要停航检修。", "无论有无故障，渡船都应当停航检修。", False),
        ("不管天气如何，渡船都要停航检修。", "有故障的渡船应当停航检修。", False),
    ],
)
def test_what_makes_no_difference_to_a_claim(claim: str, text: str, clashes: bool) -> None:
    assert bool(compare_regardless(claim, text)) is clashes


def _bodies(claim: str, text: str) -> list[tuple[str, str, bool]]:
    return [(f.claim, f.text, f.sure) for f in compare_bodies(claim, text) if not f.agrees]


def test_a_body_with_a_name_of_its_own_is_surely_another() -> None:
    text = "航标改造由商务部组织实施。"
    assert _bodies("航标改造由教育部组织实施。", text) == [("教育部", "商务部", True)]
    english = "The education ministry organises the work on the beacons."
    assert _bodies(english, text) == [("education ministry", "商务部", True)]
    # An office of a body may be what the claim calls by the body's name.
    assert _bodies("由国务院组织实施。", "由国务院办公厅组织实施。") == [
        ("国务院", "国务院办公厅", False)
    ]
    assert _bodies("航标改造由航标委员会组织实施。", text) == [("航标委员会", "商务部", False)]


def test_what_names_any_body_clashes_with_none() -> None:
    assert _bodies("The authority visits the lighthouse.", "灯塔由审批部门查看。") == []
    assert _bodies("灯塔由公安机关查看。", "灯塔由有关主管部门查看。") == []
    # A firm goes by what it is to the text.
    assert _bodies("企业要报告。", "排污单位应当报告。") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It goes from those the harbour authorities inspect.", ["harbour authorities"]),
        ("A ferry that swaps its director is closed.", ["director"]),
        ("The Department of Water Affairs closes it.", ["Department of Water Affairs"]),
        ("然后才到登记机关。", ["登记机关"]),
        ("由国务院航标主管部门负责。", ["国务院航标主管部门"]),
    ],
)
def test_a_name_without_what_stands_before_it(text: str, names: list[str]) -> None:
    assert [body.words for body in find_bodies(text)] == names


def _evidence(kind: Kind) -> Evidence:
    text = "渡船每季度检验一次。"
    reading = ReadSentence(0, 0, text, text, ())
    clash = Finding(kind, False, "每月", "每季度", sure=True)
    return Evidence((reading,), ((clash,),), None, -1, said=(0.9,))


def test_what_stands_in_place_of_another_leaves_what_is_not_mentioned() -> None:
    before = np.asarray([0.3, 0.1, 0.6])
    after = with_sure(before, _evidence("contrast"), "渡船每月检验一次。")
    assert after[LABELS.index("not_mentioned")] == 0.6
    assert after[LABELS.index("contradicted")] == pytest.approx(0.1 + 0.3 * 11 / 12)
    assert after.sum() == pytest.approx(1.0)
    # A statement against a statement speaks of the same.
    told = with_sure(before, _evidence("modality"), "渡船每月检验一次。")
    assert told[LABELS.index("not_mentioned")] < 0.6


def test_sentences_that_say_nearly_as_much() -> None:
    assert as_near((0.5, 0.9, 0.86, 0.8), 1) == [1, 2]
