"""Claims that nearly repeat a sentence: what of it was altered."""

from __future__ import annotations

import pytest

from qa.check.evidence.repetition import repetition
from qa.compare.lexicon import WordFinder
from qa.compare.logic.scope import compare_enumerations, compare_quantifiers
from qa.compare.relations.opposites import compare_negation, compare_opposites
from qa.compare.words import KnownNames

RUNOFF = "规划城市建设区雨水年径流总量控制率不低于82%，由省水利厅在2022年前验收。"
EXCHANGE = (
    "Explore issuing new products on the Shanghai Stock Exchange and the Shenzhen Stock Exchange."
)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("82%", "85%", "number"),
        ("82%", "82‰", "number"),
        ("2022", "2023", "number"),
        ("不低于", "不高于", "bound"),
        ("不低于", "低于", "bound"),
        ("年前", "月前", "unit"),
        ("水利厅", "教育厅", "name"),
    ],
)
def test_what_was_altered(old: str, new: str, kind: str) -> None:
    found = repetition(RUNOFF.replace(old, new), RUNOFF)
    assert found is not None
    assert [clash.kind for clash in found.clashes] == [kind]


def test_an_altered_end_is_seen() -> None:
    found = repetition(
        EXCHANGE.replace("Shenzhen Stock Exchange.", "Singapore Exchange."), EXCHANGE
    )
    assert found is not None
    assert "name" in {clash.kind for clash in found.clashes}
    assert repetition(RUNOFF[:20] + "82‰。", RUNOFF[:20] + "82%。") is not None


def test_nothing_altered() -> None:
    found = repetition(RUNOFF, RUNOFF)
    assert found is not None
    assert (found.cover, found.clashes, found.loose) == (1.0, (), 0)


def test_a_part_of_a_sentence_repeats_it() -> None:
    found = repetition("城市建设区雨水年径流总量控制率不低于82%。", RUNOFF)
    assert found is not None
    assert found.clashes == ()


def test_words_from_different_things_repeat_nothing() -> None:
    text = (
        "Led by the Ministry of Commerce, with foreign affairs, education, science and technology."
    )
    assert repetition("Led by the Ministry of Science and Technology.", text) is None


def test_unlike_and_short_claims_repeat_nothing() -> None:
    assert repetition("完全不同的一句话，说的是别的事情。", RUNOFF) is None
    assert repetition("低于82", RUNOFF) is None


def test_names_that_a_corpus_knows() -> None:
    text, claim = "依托神州制药等龙头项目来带动产业发展。", "依托甲乙丙丁等龙头项目来带动产业发展。"
    known = KnownNames({"神州制药": "神州制药", "神州制药集团": "神州制药"})
    plain, told = repetition(claim, text), repetition(claim, text, known)
    assert plain is not None
    assert plain.clashes == ()
    assert told is not None
    assert [clash.kind for clash in told.clashes] == ["name"]


def test_two_names_of_one_thing_are_no_clash() -> None:
    known = KnownNames(
        {"神州制药": "神州制药", "神州制药集团": "神州制药", "China Pharma": "神州制药"}
    )
    text = "依托神州制药集团等龙头项目来带动产业发展。"
    for name in ("神州制药", "神州制药集团"):
        found = repetition(text.replace("神州制药集团", name), text, known)
        assert found is not None
        assert found.clashes == ()
    assert known.same("神州制药", "China Pharma")
    assert known.same("神州制", "神州制药")
    assert not known.same("神州制药", "东方制药")


def test_a_long_name_in_place_of_a_short_one() -> None:
    known = KnownNames({name: name for name in ("人才俱乐部", "国家版权保护中心")})
    text = "成立人才俱乐部，促进人才交流合作。"
    found = repetition(text.replace("人才俱乐部", "国家版权保护中心"), text, known)
    assert found is not None
    assert [clash.kind for clash in found.clashes] == ["name"]


@pytest.mark.parametrize("frame", ["规划提出", "根据规划的要求，", "本规划要"])
def test_where_a_claim_is_from_adds_nothing(frame: str) -> None:
    found = repetition(frame + RUNOFF, RUNOFF)
    assert found is not None
    assert (found.clashes, found.loose) == ((), 0)


def test_the_subject_of_a_corpus_adds_nothing() -> None:
    known = KnownNames({"东湖新城": "东湖新城"}, lambda: ["东湖新城"])
    assert (found := repetition("东湖新城要" + RUNOFF, RUNOFF, known)) is not None
    assert (found.clashes, found.loose) == ((), 0)
    other = KnownNames({"东湖新城": "东湖新城"})
    assert (found := repetition("东湖新城要" + RUNOFF, RUNOFF, other)) is not None
    assert [clash.kind for clash in found.clashes] == ["name"]


@pytest.mark.parametrize("before", ["取消", "停止"])
def test_an_inserted_word_that_turns_the_sense(before: str) -> None:
    text = "全面打造15分钟基层医疗服务圈。"
    assert (found := repetition(before + text, text)) is not None
    assert [clash.kind for clash in found.clashes] == ["negation"]


def test_english_words_match_with_their_endings() -> None:
    words = WordFinder("relax|鼓励")
    assert words.search("relaxing the rules")
    assert words.search("不鼓励")
    assert not words.search("relaxation")


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("企业被禁止发起银行", "支持民营企业发起设立银行"),
        ("Firms are barred from founding banks", "Support firms in founding banks"),
        ("到2022年全面建成", "到2022年初见成效"),
    ],
)
def test_opposites(claim: str, text: str) -> None:
    assert compare_opposites(claim, text)
    assert not compare_opposites(text, text)


def test_negation() -> None:
    assert compare_negation("不建地铁", "建地铁")
    assert compare_negation("落实得好不好有人考核", "有人考核落实情况") == []
    assert compare_negation("No fee is charged", "Fees are not charged") == []


def test_quantifiers() -> None:
    assert compare_quantifiers("全部人员都可以入股", "允许一定比例的人员入股")
    assert compare_quantifiers("Only local firms may apply", "Local firms may apply")
    assert compare_quantifiers("允许一定比例的人员入股", "允许一定比例的人员入股") == []


def test_a_member_too_many() -> None:
    found = compare_enumerations("发展新材料、新能源、造船", "发展新材料、新能源、生物医药")
    assert [f.claim for f in found if not f.agrees] == ["造船"]


def test_a_number_that_goes_on_is_another() -> None:
    text = "全区新建幼儿园学位一万二千个，其中公办不少于六成。"
    for claim, clashes in (
        ("全区新建幼儿园学位一万个。", True),
        ("全区新建幼儿园学位二千个。", True),
        ("全区新建幼儿园学位一万二千个。", False),
    ):
        found = repetition(claim, text)
        assert found is not None
        assert any(not one.agrees and one.kind == "number" for one in found.clashes) is clashes


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("渔政人员要参与渔港建设的每一步。", "渔政人员要参与渔港建设的工作。"),
        ("各渔港统一收取清洁费用。", "各渔港一并收取清洁费用。"),
    ],
)
def test_one_in_another_word_is_no_number(claim: str, text: str) -> None:
    found = repetition(claim, text)
    assert found is None or all(clash.kind != "number" for clash in found.clashes)


def test_one_that_counts_is_a_number() -> None:
    found = repetition("每个渔港建设一个冷库。", "每个渔港建设三个冷库。")
    assert found is not None
    assert [clash.kind for clash in found.clashes] == ["number"]


def test_items_are_denied_by_their_lead_in() -> None:
    lead, item = "渔船检验收费不得有下列情形：", "（一）每船检验的金额超过五百元；"
    claim = "每船检验的金额不许超过五百元。"
    alone = repetition(claim, item)
    assert alone is not None
    assert alone.clashes
    below = alone.under(lead, claim)
    assert below.clashes == ()
    # It does not say the very words: a model decides.
    assert below.loose > 1
    assert alone.under("检验收费有下列情形：", claim) == alone


def test_what_the_lead_in_denies_does_not_back_a_claim_of_it() -> None:
    claim = "每船检验的金额超过五百元。"
    found = repetition(claim, "（一）每船检验的金额超过五百元；")
    assert found is not None
    assert found.clashes == ()
    assert found.loose == 0
    assert found.under("渔船检验收费不得有下列情形：", claim).loose > 1


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("到2031年，要建成40座有无障碍通道的渡口。", "完善水上航线，建成40座有无障碍通道的渡口。"),
        ("推动符合条件的其他海关监管区转型升级。", "推动符合条件的各类型海关监管区转型升级。"),
        ("旅客须向国家渡口管理处申报行李。", "旅客须报国家渡口管理处申报行李。"),
    ],
)
def test_what_touches_no_number_and_no_name(claim: str, text: str) -> None:
    found = repetition(claim, text)
    assert found is not None
    assert found.clashes == ()
