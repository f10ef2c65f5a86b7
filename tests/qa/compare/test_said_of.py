"""Whom and what words are said of: bodies by what they are of, acts before their word, what is left out."""

from __future__ import annotations

import pytest

from qa.check.evidence.repetition import repetition
from qa.compare.entities.agents import compare_agents
from qa.compare.entities.bodies import compare_bodies
from qa.compare.logic.excepted import excepted
from qa.compare.logic.exclusion import compare_exclusions
from qa.compare.logic.modality import compare_modality, reaches
from qa.compare.relations.contrasts import compare_contrasts
from qa.compare.relations.opposites import compare_negation, denies
from qa.compare.relations.order import compare_order
from qa.compare.relations.sequence import compare_sequence
from qa.compare.values.changes import compare_changes
from qa.compare.values.dates import compare_dates


@pytest.mark.parametrize(
    ("claim", "text", "agrees"),
    [
        ("消防和交通部门要到场。", "消防、交通运输等部门应当到场，港务部门应当配合。", {True}),
        ("The county tourism authority keeps the list.", "名录由县级旅游主管部门保存。", {True}),
        ("The ferry authority keeps the list.", "名录由轮渡主管部门保存。", {True}),
        ("The forestry authority keeps the list.", "名录由轮渡主管部门保存。", {False}),
        ("监管机关要保密。", "港口管理部门应当保密。", {True}),
        ("区县房管部门要登记。", "房管行政主管部门应当登记。", {True}),
        ("共青团也要参加。", "共产主义青年团、妇女联合会应当参加。", {True}),
    ],
)
def test_a_body_is_compared_by_what_it_is_of(claim: str, text: str, agrees: set[bool]) -> None:
    found = [f for f in compare_bodies(claim, text) if f.kind in {"body", "actor"}]
    assert {f.agrees for f in found} <= agrees


def test_who_acts_may_be_one_above_the_county_and_leads_where_others_join() -> None:
    text = "考评委员由县级以上人民政府文化部门聘任。"
    assert [f.sure for f in compare_agents("考评委员由参评的剧团单位聘任。", text)] == [True]
    assert compare_agents("考评委员由文化部门聘任。", text) == []
    joint = "票价由发展改革部门会同交通部门制定。"
    assert [f.sure for f in compare_agents("票价由交通部门制定。", joint)] == [True]
    assert compare_agents("票价由发展改革部门制定。", joint) == []


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Lending, selling or copying a ferry pass is prohibited.", "禁止出借、倒卖、复制船票。"),
        ("把船票倒卖给别人是不被允许的。", "不得倒卖船票。"),
        ("Making sailors pay for uniforms is forbidden.", "不得要求船员支付制服费用。"),
    ],
)
def test_what_is_forbidden_may_stand_before_its_word(claim: str, text: str) -> None:
    found = compare_modality(claim, text)
    assert found
    assert all(f.agrees for f in found)


def test_what_must_never_be_allowed_is_forbidden() -> None:
    assert [r.mode for r in reaches("Smoking must never be allowed.")] == ["forbidden"] * 2
    assert [r.mode for r in reaches("船上抽烟，可以。")] == ["permitted"]
    # "May" is no act.
    assert not any(
        f.claim == "may" for f in compare_modality("Guests may not smoke.", "乘客或者船员")
    )


@pytest.mark.parametrize(
    ("claim", "text", "agrees"),
    [
        (
            "Ferries running on hydrogen are excused from the levy.",
            "渡船缴纳航道费，氢能渡船除外。",
            True,
        ),
        ("农家船捕鱼，这部条例管不着。", "科研捕捞、农家船捕鱼，不适用本条例。", True),
        ("农家船捕鱼也在本条例范围内。", "科研捕捞、农家船捕鱼，不适用本条例。", False),
        (
            "Apart from night sailings, every ferry stops at the island.",
            "除夜航外，渡船均停靠小岛。",
            True,
        ),
    ],
)
def test_what_is_left_out_on_both_sides(claim: str, text: str, agrees: bool) -> None:
    found = max(compare_exclusions(claim, text), key=lambda f: f.strength)
    assert found.agrees is agrees


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("船上的热水是不收钱的。", "渡船免费供应热水。"),
        ("Wardens keep a list of anglers who row out.", "管理员保存垂钓者名单。"),
        ("The board is led by none other than the harbour master.", "理事会由港长主持。"),
    ],
)
def test_what_only_looks_as_though_it_left_something_out(claim: str, text: str) -> None:
    assert compare_exclusions(claim, text) == []


def test_an_exception_of_several_parts_lifts_a_limit() -> None:
    text = "除为了救助落水人员，或者执行防汛命令需要立即开航的等外，开航审查一般不少于三个工作日。"
    found = excepted("救助落水人员要马上开船的，可以不受审查天数的限制。", text)
    assert found is not None
    assert found.agrees


def test_whether_or_not_denies_nothing() -> None:
    text = "港务部门应当在十日内作出批准或者不予批准的决定。"
    assert not denies(text)
    assert compare_negation("港务部门十日内要给决定。", text) == []
    assert denies("港务部门不予批准。")
    assert not denies("船票可以送给别人。")


def test_dates_of_other_documents_and_days_within_what_is_told() -> None:
    text = "1998年5月1日市政府公布的《渡船办法》同时废止，本条例自2024年3月1日起施行。"
    assert compare_dates("1998年的办法不再有效。", text) == []
    assert [f.agrees for f in compare_dates("The rules already applied in June 2024.", text)] == [
        True
    ]
    assert [f.agrees for f in compare_dates("The rules already applied in June 2023.", text)] == [
        False
    ]
    assert compare_dates("他们5月20日就报完了。", "每年5月底前报送。") == []


def test_how_soon_after_tells_which_is_first() -> None:
    found = compare_sequence("先付清补贴，之后再验收船只。", "补贴应当在船只验收后十日内付清。")
    assert [(f.agrees, f.text) for f in found] == [(False, "在船只验收后十日内付清")]
    text = "票价调整应当提前十五日公示。"
    assert [f.agrees for f in compare_sequence("票价先调整，之后再公示。", text)] == [False]
    assert compare_sequence("票价先公示，之后再调整。", text) == []


def test_what_is_made_of_what_and_up_or_down() -> None:
    found = compare_order("把自愿投保转变为强制投保。", "由强制投保向自愿投保转变。")
    assert {f.agrees for f in found} == {False}
    assert compare_changes("Boats are checked 30 percent more often.", "船舶检查频次下降30%。")
    assert compare_changes("办公开支再加5%。", "办公开支压减5%。")


def test_a_listed_rest_that_is_left_out_denies_nothing() -> None:
    text = "船东应当以自有资金购船，不得以借贷资金、委托资金等非自有资金购船。"
    found = repetition("船东应当以自有资金购船，不得以借贷资金、委托资金购船。", text)
    assert found is not None
    assert found.clashes == ()


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("船员愿不愿意入会，公司不能硬逼。", ["forbidden"]),
        ("有没有船票都能上岛。", ["permitted"]),
        ("装不装救生衣，由船家自己商量。", ["exempt"]),
        ("航线不由船东来定，而由港务局定。", []),
        ("公司不得强制船员入会。", ["forbidden"]),
        ("要运活鱼，船东得先登记。", []),
        ("Ferries may not exceed 24 metres.", ["required"]),
        ("A charter must not run for less than three years.", ["required"]),
        ("The rule is for every harbour, not just the big ones.", []),
    ],
)
def test_what_is_no_word_of_modality_here(text: str, modes: list[str]) -> None:
    assert [reach.mode for reach in reaches(text)] == modes


def test_the_words_of_a_bound_and_what_another_word_says_are_no_contrast() -> None:
    text = "租船合同不得少于3年。"
    found = compare_contrasts("A charter must not run for less than three years.", text)
    assert all(f.agrees for f in found)
    found = compare_contrasts(
        "The old rules cease to apply once these are in force.", "旧办法同时废止。"
    )
    assert [f.agrees for f in found] == [True]


def test_what_agrees_with_a_word_of_modality_is_nowhere_against_it() -> None:
    found = compare_modality("渡船停在码头时不用交停泊的钱。", "渡船在航期间免收码头停泊费。")
    assert found
    assert all(f.agrees for f in found)
