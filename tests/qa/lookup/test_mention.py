"""Words found whatever their script, width and quotation marks, or by another name; never in others."""

from __future__ import annotations

import pytest

from index.dictionary.words import document_words
from index.document.normal import normal_text
from index.embed.choose import load_encoder
from qa.lookup.keys import KeyText, key_of
from qa.lookup.variants.aligned import Aligned, is_apart
from qa.lookup.variants.english import Translator
from qa.lookup.variants.names import document_names, known_names
from qa.lookup.variants.same import same_with
from qa.lookup.variants.spelling import as_known
from tests.fakes import FakeEncoder


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("培育“独角兽”企业。", "独角兽企业", ["独角兽”企业"]),
        ("發展電動車產業。", "电动车", ["電動車"]),
        ("推广ＡＩ应用。", "AI", ["ＡＩ"]),
        ("人 工\n智能", "人工智能", ["人 工\n智能"]),
        ("The MAIN aim", "AI", []),
        ("依照第一百一十条处罚。", "第十条", []),
        ("建5G基站，不是15G。", "5G", ["5G"]),
        ("研究与开发（R&D）经费", "r&d", ["R&D"]),
    ],
)
def test_words_are_found_by_the_letter(text: str, asked: str, found: list[str]) -> None:
    spans = KeyText(text).find([key_of(normal_text(asked))])
    assert [span.of(text) for span in spans] == found


def test_of_two_names_in_one_place_the_longer_is_marked_once() -> None:
    text = "中医药和中医"
    spans = KeyText(text).find(["中医", "中医药"])
    assert [span.of(text) for span in spans] == ["中医药", "中医"]


def test_abbreviations_of_the_document_hold_in_both_directions() -> None:
    text = "建设临河国际陆港（以下简称陆港）。推进技术与创新支持中心（TISC）建设。"
    assert document_names("陆港", text) == ("临河国际陆港",)
    assert document_names("临河国际陆港", text) == ("陆港",)
    assert document_names("tisc", text) == ("技术与创新支持中心",)
    assert document_names("技术与创新支持中心", text) == ("tisc",)
    assert document_names("海港", text) == ()


def test_well_known_names() -> None:
    assert "人工智能" in known_names("ai")
    assert known_names("门前三包") == ()
    # In the order of the file, not in that of a set, which is another in every process.
    assert known_names("r&d")[1:3] == ("研究与开发", "研发")


_DOCUMENT = (
    "医院配备护士和药剂师，开展日间手术，改进护理服务。参与一带一路建设，向世界银行贷款。"
    "建设海绵城市，审核权限下放。设立青海联络处。税务部门收回闲置土地。"
)


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(document_words([_DOCUMENT], {"联络处": ("liaison office",)}), _DOCUMENT)


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("nurses", ("护士",)),
        ("day surgery", ("日间手术",)),
        ("the Belt and Road", ("一带一路",)),
        ("World Bank", ("世界银行",)),
        ("sponge cities", ("海绵城市",)),
        ("Qinghai", ("青海",)),
        ("liaison offices", ("联络处",)),
    ],
)
def test_english_names(translator: Translator, term: str, forms: tuple[str, ...]) -> None:
    assert translator.forms(term) == forms


@pytest.mark.parametrize(
    "term", ["nuclear power", "robots", "sea turtles", "sponge cake", "wells", "xyzzy"]
)
def test_an_english_name_that_is_not_there(translator: Translator, term: str) -> None:
    assert translator.forms(term) == ()


def test_well_known_names_count_whichever_of_them_is_asked() -> None:
    assert "中国储备粮管理总公司" in known_names("sinograin")
    assert "中国人民武装警察部队" in known_names("武警")
    assert "住房公积金" in known_names("housingprovidentfunds")


def test_words_side_by_side_mean_what_an_english_term_says() -> None:
    texts = ["患者的日间手术占择期手术比例应当提高。", "门诊药品费用增幅应当下降。"]
    aligned = Aligned(texts)
    assert aligned.forms("drug costs") == ("药品费用",)
    assert aligned.forms("day surgery") == ("日间手术",)
    assert aligned.forms("street vendors") == ()
    assert aligned.forms("xyzzy") == ()
    riding = Aligned(["乘客凭票进站乘车，并照顾乘坐轮椅的人。"])
    assert riding.forms("ride-hailing") == ()
    assert not is_apart("nurses", "护士")
    assert is_apart("loans", "荣誉")


def test_what_is_near_word_by_word_is_a_translation_only_as_a_whole() -> None:
    same = same_with(load_encoder())
    assert same is not None
    assert same("trade unions", ["行业协会"], False) == []
    assert same("trade unions", ["工会"], False) == ["工会"]
    assert same("climate change", ["气候变化", "极端天气"], True) == ["气候变化"]
    assert same_with(FakeEncoder()) is None


@pytest.mark.parametrize(
    ("term", "known"),
    [
        ("organic fertiliser", "organic fertilizer"),
        ("harbour", "harbour"),
        ("zzcentre", "zzcentre"),
    ],
)
def test_spelled_as_the_table_of_words_has_it(term: str, known: str) -> None:
    assert as_known(term) in {known, known.replace("our", "or")}
