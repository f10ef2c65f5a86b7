"""The one number of a sentence that says nearly all of a claim."""

from __future__ import annotations

import pytest

from qa.check.clash.only import only_date, only_number, other_bound
from qa.compare.finding import Finding

CREW = "每艘渡船应当配备救生衣五十件，并在显著位置存放。"


@pytest.mark.parametrize(
    ("claim", "text", "clash"),
    [
        ("每艘渡船要配备救生衣三十件。", CREW, ("三十件", "五十件")),
        ("渡船停航应当提前三日公告。", "渡船停航的，应当提前七日公告。", ("三日", "七日")),
        (
            "Every ferry must carry thirty life jackets.",
            "每艘渡船应当配备救生衣五十件。",
            ("thirty", "五十件"),
        ),
        ("每艘渡船要配备救生衣五十件。", CREW, None),
        # Of another size, of another thing, of little of the claim, and one of several numbers.
        ("每艘渡船要配备救生衣两千件。", CREW, None),
        ("谁都不准一个人开两艘渡船。", "每个船长可以开一艘渡船。", None),
        ("船长每天要吃三十件点心。", CREW, None),
        ("渡船停航应当提前三日公告。", "停航应当提前七日公告，复航应当提前三日公告。", None),
    ],
)
def test_the_one_number(claim: str, text: str, clash: tuple[str, str] | None) -> None:
    found = only_number(claim, text, ())
    assert (found and (found.claim, found.text)) == clash
    assert found is None or (found.sure and not found.agrees)


def test_a_number_that_another_sentence_has_is_right() -> None:
    told = Finding("number", True, "三十件", "三十件")
    assert only_number("每艘渡船要配备救生衣三十件。", CREW, (told,)) is None


@pytest.mark.parametrize(
    ("claim", "text", "clash"),
    [
        ("船检要在六月底前做完。", "船检应当于每年11月底前完成。", ("六月底", "11月底")),
        ("船检要在十一月底前做完。", "船检应当于每年11月底前完成。", None),
        ("船长六月底前要休假。", "船检应当于每年11月底前完成。", None),
        ("船检要在六月底前做完。", "船检应当于每年11月底前完成，次年3月公布。", None),
    ],
)
def test_the_one_date_of_the_thing(claim: str, text: str, clash: tuple[str, str] | None) -> None:
    found = only_date(claim, text, ())
    assert (None if found is None else (found.claim, found.text)) == clash


def test_of_two_limits_the_one_of_a_sort() -> None:
    text = "开航审查一般不少于五个工作日，最长不超过十五个工作日。"
    found = only_number("开航审查一般不少于十个工作日。", text, ())
    assert found is not None
    assert found.text == "不少于五个工作日"
    assert only_number("开航审查一般不少于三个工作日。", text, ()) is None


@pytest.mark.parametrize(
    ("claim", "text", "clash"),
    [
        (
            "渡船上座率低于六成也可以开航。",
            "渡船上座率不低于60%方可开航。",
            ("低于六成", "不低于60%"),
        ),
        ("渡船上座率不低于六成才可以开航。", "渡船上座率不低于60%方可开航。", None),
        ("没满三年的船员可以申请。", "满三年的船员可以申请。", ("没满三年", "满三年")),
    ],
)
def test_a_bound_the_other_way_round(claim: str, text: str, clash: tuple[str, str] | None) -> None:
    found = other_bound(claim, text)
    assert (None if found is None else (found.claim, found.text)) == clash
