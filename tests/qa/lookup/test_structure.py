"""Places and headings of documents that lack the kind that is asked for."""

from __future__ import annotations

import numpy as np
import pytest

from index.build import build
from index.clause_index import ClauseIndex
from index.document.corpus import Document
from qa.ask.reference.resolve import find_place
from qa.ask.retrieval.query import read_query
from qa.ask.retrieval.retrieve import Ranking
from qa.intent.read import read_request
from qa.intent.request import Request
from qa.lookup.about import read_about as about
from qa.lookup.answer import Lookup
from qa.lookup.contents import contents_of
from qa.lookup.structure.listing import enumerated, members
from qa.lookup.structure.places import find_asked
from qa.result import Language
from qa.show.lookup.lookups import lookup_said
from tests.fakes import FakeEncoder

LAW = "岚州市渡口条例\n" + "".join(
    f"第{n}条　渡口第{n}项设施应当每年检查一次，并向水务局报告。\n" for n in "一二三四五"
)


def _points(first: int, tasks: str) -> str:
    numbers = "一二三四五六七"[first - 1 :]
    return "".join(
        f"（{number}）{task}。各县要在年底前{task}，做好有关工作。\n"
        for number, task in zip(numbers, tasks.split("、"), strict=False)
    )


PAPER = (
    "岚州市关于渡口工作的意见\n各县：\n一、加强管理\n"
    + _points(1, "检修渡口、添置船只、培训船员、公布票价")
    + "二、加强保障\n"
    + _points(5, "清理航道、整治码头、登记船员")
)


def index(text: str) -> ClauseIndex:
    return build([Document("d", "d.txt", text)], FakeEncoder())


def asked(question: str, held: ClauseIndex) -> Request:
    lookup = Lookup(held)
    return read_request(read_query(question), contents_of(held, lookup.holds))


def no_ranking() -> Ranking:
    raise AssertionError("nothing is searched for")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("这个条例一共几章，分别是什么？", "文件没有分章，共 5 条（第一条至第五条）。"),
        ("How many chapters are there?", "The document has no chapters; it has 5 articles"),
    ],
)
def test_a_law_without_chapters_says_so(question: str, said: str) -> None:
    held = index(LAW)
    request = asked(question, held)
    reply = Lookup(held).reply(request, no_ranking)
    assert reply is not None
    assert reply.answered
    assert len(reply.outline) == 5
    lang: Language = "zh" if "章" in question else "en"
    assert lookup_said(reply, (), 0, lang, {}).text.startswith(said)


@pytest.mark.parametrize("question", ["第二部分第（六）条是什么？", "第（六）条讲什么？"])
def test_an_article_in_brackets_is_a_heading_in_brackets(question: str) -> None:
    held = index(PAPER)
    found = find_asked(asked(question, held).places, held)
    assert ["整治码头" in one.clause.path[-1].title for one in found.held] == [True]
    assert find_place("第（六）条", held).held == found.held


def test_of_a_law_it_is_the_article() -> None:
    held = index(LAW)
    found = find_asked(asked("第（三）条是什么？", held).places, held)
    assert [one.clause.article for one in found.held] == [3]


def test_the_nearest_places_are_those_that_count_as_far() -> None:
    assert find_place("第二十条", index(PAPER)).nearest == ("（六） 整治码头", "（七） 登记船员")


def ranked(held: ClauseIndex, similar: float) -> Ranking:
    cosines = np.full(len(held.views), similar, dtype=np.float32)
    scores = np.ones(len(held.clauses), dtype=np.float32)
    order = np.arange(len(held.clauses))
    return Ranking(read_query("条例提到区块链了吗？"), scores, scores, {}, cosines, order)


def test_what_is_far_is_not_offered_for_a_term_that_is_absent() -> None:
    held = index(LAW)
    request = asked("条例提到区块链了吗？", held)
    near = Lookup(held).reply(request, lambda: ranked(held, 0.6))
    far = Lookup(held).reply(request, lambda: ranked(held, 0.1))
    assert near is not None
    assert far is not None
    assert (near.answered, far.answered) == (False, False)
    assert (len(near.passages), len(far.passages)) == (3, 0)
    assert lookup_said(far, (), 0, "zh", {}).text == "全文没有提到“区块链”。"


def test_the_last_paragraph_of_an_article_is_found() -> None:
    held = index(
        "岚州市渡口条例\n第一条　渡口应当检查。\n检查每年一次。\n检查结果公布。\n第二条　本条例施行。\n"
    )
    found = Lookup(held).reply(asked("第一条最后一款怎么说？", held), no_ranking)
    assert found is not None
    assert [
        one.clause.text if one.part is None else one.part.of(one.clause.text)
        for one in found.passages
    ] == ["检查结果公布。"]


def _tasks(names: str) -> str:
    return "".join(
        f"{n}.{name}。各区要做好{name}的有关工作，按时上报。\n"
        for n, name in enumerate(names.split("、"), start=1)
    )


RUN_IN = (
    "岚州市关于渡口治理的通知\n各区：\n一、治理范围\n渡口和码头。\n二、治理步骤\n"
    + _tasks("摸清底数、逐个整改、验收销号")
    + "三、工作要求\n抓紧办理。\n"
)


def test_titles_at_the_head_of_paragraphs_are_headings_of_their_part() -> None:
    held = index(RUN_IN)
    below = Lookup(held).reply(asked("第二部分下面有哪几个小标题", held), no_ranking)
    assert below is not None
    assert [h.title for h in below.outline] == ["摸清底数", "逐个整改", "验收销号"]
    whole = Lookup(held).reply(asked("列一下通知的大纲", held), no_ranking)
    assert whole is not None
    assert [h.title for h in whole.outline] == [
        "治理范围", "治理步骤", "摸清底数", "逐个整改", "验收销号", "工作要求",
    ]  # fmt: skip


def test_of_a_part_with_headings_the_paragraphs_are_none() -> None:
    held = index(PAPER)
    below = Lookup(held).reply(asked("第一部分分哪几点", held), no_ranking)
    assert below is not None
    assert [h.title for h in below.outline] == ["检修渡口", "添置船只", "培训船员", "公布票价"]


@pytest.mark.parametrize("question", ["Section II (6), please", "part two, item 6"])
def test_a_section_with_a_number_in_brackets_is_a_point_of_a_part(question: str) -> None:
    held = index(PAPER)
    found = find_asked(asked(question, held).places, held)
    assert ["整治码头" in one.clause.path[-1].title for one in found.held] == [True]


def test_how_long_a_document_is_is_counted() -> None:
    held = index(LAW)
    for question, said in (("全文有多少字？", "篇幅："), ("How long is the document?", "Length: ")):
        reply = Lookup(held).reply(asked(question, held), no_ranking)
        assert reply is not None
        assert reply.answered
        lang: Language = "zh" if "字" in question else "en"
        assert lookup_said(reply, (), 0, lang, {}).text.startswith(said)


NUMBERED = (
    "岚州市关于渡口发展的意见\n各区：\n一、总体要求\n办好渡口。\n二、主要任务\n"
    "（一）拓宽航线，便利群众。\n"
    "1.开通夜航。夜间开通两条航线。\n2.增加班次。早晚增加班次。\n"
    "（二）改善设施，保障安全。\n3.改造候船室。年内改造候船室。\n4.更新船只。更新全部木船。\n"
)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("第3条任务是什么", "改造候船室"),
        ("What is item 4 under the main tasks?", "更新船只"),
        ("part two, section 2, item 3 please", "改造候船室"),
    ],
)
def test_a_paragraph_is_found_by_its_own_number(question: str, words: str) -> None:
    held = index(NUMBERED)
    found = find_asked(asked(question, held).places, held)
    held_words = [
        one.clause.text if one.part is None else one.part.of(one.clause.text) for one in found.held
    ]
    assert [text.split(".")[1].startswith(words) for text in held_words] == [True]
    assert held_words[0].count(".") == 1


def test_the_parts_of_a_heading_that_is_named_are_the_outermost_of_it() -> None:
    held = index(NUMBERED)
    below = Lookup(held).reply(asked("主要任务下面分哪几块", held), no_ranking)
    assert below is not None
    assert [h.label for h in below.outline] == ["（一）", "（二）"]


def test_a_number_in_brackets_behind_an_article_may_be_an_item() -> None:
    held = index(
        "岚州市渡口条例\n第一条　渡口应当：\n（一）检查船只；\n（二）公布票价。\n第二条　本条例施行。\n"
    )
    found = Lookup(held).reply(asked("art. 1(2)", held), no_ranking)
    assert found is not None
    assert [
        one.clause.text if one.part is None else one.part.of(one.clause.text)
        for one in found.passages
    ] == ["（二）公布票价。"]


FINES = (
    "岚州市渡口条例\n第一条　到2030年，全市建成渡口50个以上。\n"
    "第二条　无证摆渡的，处1万元以上5万元以下罚款。\n第三条　2024年检修的渡口，本条例施行后再检修。\n"
)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("有哪些量化目标", ["50个以上"]),
        ("罚款金额有哪些", ["1万元以上5万元以下"]),
        ("give me every number and date", ["50个以上", "1万元以上5万元以下", "2024年"]),
    ],
)
def test_aims_are_no_fines_and_every_date_is_told_only_where_it_is_asked(
    question: str, values: list[str]
) -> None:
    reply = Lookup(index(FINES)).reply(asked(question, index(FINES)), no_ranking)
    assert reply is not None
    found = [figure.value for figure in reply.figures]
    assert [value for value in found if value != "2030年"] == values


PENALTIES = (
    "岚州市渡口管理办法\n第一条　无证摆渡的，由港航管理机构处一千元以上五千元以下罚款。\n"
    "第二条　占用岸线的，处每平方米五十元以上二百元以下的罚款。\n"
    "第三条　骗取补贴的，追回补贴，并处骗取金额一倍以上三倍以下罚款。\n"
    "第四条　渡船检验费每艘三百元；老船工每月补贴二百元。\n"
    "第五条　超载的，处二百元罚款；情节严重的，由公安机关处三千元以上二万元以下罚款。\n"
)
EVERY_FINE = [
    "一千元以上五千元以下",
    "五十元以上二百元以下",
    "一倍以上三倍以下",
    "二百元",
    "三千元以上二万元以下",
]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("罚款有哪些", EVERY_FINE),
        ("list all fines", EVERY_FINE),
        ("费用超过100元的有哪些", ["三百元"]),
        ("all fees", ["三百元"]),
        ("超过一万元的罚款有哪些", ["三千元以上二万元以下"]),
        ("fines over 4,000 yuan", ["一千元以上五千元以下", "三千元以上二万元以下"]),
        # Of a range all has to lie below, and not the low end alone.
        ("哪些罚款低于两千元", ["五十元以上二百元以下", "二百元"]),
    ],
)
def test_every_fine_is_one_whoever_imposes_it_and_no_fee(question: str, values: list[str]) -> None:
    held = index(PENALTIES)
    reply = Lookup(held).reply(asked(question, held), no_ranking)
    assert reply is not None
    assert [figure.value for figure in reply.figures] == values
    assert len(reply.passages) == len({passage.clause.position for passage in reply.passages})


NOTICE = (
    "岚州市水务局关于渡船更新补贴的通告\n各船主：\n一、申请\n"
    "（一）船主于2026年3月1日至5月31日到渡口管理所提交申请，逾期不再受理。\n"
    "（二）渡口管理所自受理之日起10日内审核。\n"
    "（三）领取补贴的最迟日期为2026年11月30日。\n二、其他\n"
    "（一）到2027年，木质渡船全部淘汰。\n"
    "岚州市水务局\n2026年2月1日\n"
)


@pytest.mark.parametrize("question", ["所有截止日期", "截止日期有哪些", "list all deadlines"])
def test_deadlines_are_days_as_well_as_times(question: str) -> None:
    held = index(NOTICE)
    reply = Lookup(held).reply(asked(question, held), no_ranking)
    assert reply is not None
    assert [figure.value for figure in reply.figures] == [
        "2026年3月1日至5月31日",
        "10日内",
        "2026年11月30日",
        "2027年",
    ]


def test_the_date_of_a_document_is_that_of_its_issue() -> None:
    assert asked("发布日期", index(NOTICE)).facets == ("date",)


def test_items_by_figures_belong_to_what_leads_in_to_them() -> None:
    text = (
        "岚州市水务局关于渡船更新补贴的通告\n一、对象\n本市船主。\n二、材料\n船主应当提交下列材料：\n"
        "1.更新申请表一份；\n2.渡船证书的复印件；\n3.旧船拆解证明。\n三、监督\n"
        "（一）骗取补贴的，予以追回。\n（二）举报属实的，予以奖励。\n"
    )
    clauses = index(text).clauses
    lead_in = next(one for one in clauses if "下列材料" in one.text)
    found = enumerated(lead_in, 0, clauses)
    assert found is not None
    assert (found.count, [one.text[:2] for one in found.clauses]) == (3, ["船主", "1.", "2.", "3."])
    second = next(one for one in clauses if one.text.startswith("2."))
    assert members(second, clauses) == list(found.clauses)


ANNEXED = (
    "岚州市水务局关于渡口管理的通告\n一、检修\n（一）每年检修渡口。\n（二）检修期间停航。\n"
    "二、收费\n（一）渡船票价不得上浮。\n（二）学生免票。\n{}"
    "岚州市水务局\n2026年2月1日\n附件\n渡口名录\n东渡口位于岚州市东街，由水务局管理。\n"
)


@pytest.mark.parametrize("question", ["附件讲什么", "附件里写了哪些内容？", "通告的附件列了什么"])
def test_what_the_annex_says_is_asked_of_the_annex(question: str) -> None:
    held = index(ANNEXED.format(""))
    request = asked(question, held)
    assert request.intent == "section"
    found = find_asked(request.places, held)
    assert any("东渡口" in one.clause.text for one in found.held)
    assert all("票价" not in one.clause.text for one in found.held)
    assert find_place("附件", held).held == found.held


def test_which_annexes_there_are_is_another_question() -> None:
    held = index(ANNEXED.format("附件：渡口名录\n"))
    assert asked("附件有哪些", held).intent == "about"
    assert asked("有什么附件", held).intent == "about"


def test_a_section_alone_is_the_outermost_part_where_none_is_called_a_section() -> None:
    held = index(ANNEXED.format(""))
    found = find_asked(asked("What does section 2 say?", held).places, held)
    texts = [one.clause.text for one in found.held]
    assert [("票价" in text, "学生" in text) for text in texts] == [(True, False), (False, True)]
    below = index("岚州市渡口规划\n第一章 总则\n第一节 目标\n建设渡口。\n第二节 原则\n保障安全。\n")
    (only,) = find_asked(asked("What does section 2 say?", below).places, below).held
    assert "保障安全" in only.clause.text


TITLED = PAPER.replace("二、加强保障", "二、保障措施")


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("保障措施里第二点讲什么", TITLED, "整治码头"),
        ("保障措施最后一点", TITLED, "登记船员"),
        ("最后一点讲什么", PAPER, "登记船员"),
        ("第一部分最后一点", PAPER, "公布票价"),
        ("倒数第二部分第一点讲什么", PAPER, "检修渡口"),
        ("倒数第二条讲什么", LAW, "渡口第四项"),
        ("What does the penultimate article say?", LAW, "渡口第四项"),
    ],
)
def test_places_are_counted_from_the_end_and_below_titles(
    question: str, text: str, words: str
) -> None:
    held = index(text)
    found = Lookup(held).reply(asked(question, held), no_ranking)
    assert found is not None
    assert found.answered
    assert all(words in one.clause.text for one in found.passages)


@pytest.mark.parametrize(
    ("question", "count"), [("How many numbered points are there?", 4 + 3), ("保障措施有几项", 3)]
)
def test_points_are_counted(question: str, count: int) -> None:
    held = index(TITLED)
    found = Lookup(held).reply(asked(question, held), no_ranking)
    assert found is not None
    assert len(found.outline) == count


def test_a_point_that_a_title_lacks_is_refused_by_naming_its_own() -> None:
    held = index(TITLED)
    found = Lookup(held).reply(asked("保障措施里第九点讲什么", held), no_ranking)
    assert found is not None
    assert found.absent is not None
    assert not found.answered
    assert any("整治码头" in label for label in found.absent.nearest)


def test_the_scope_is_told_before_what_words_mean() -> None:
    law = (
        "岚州市渡口条例\n第一章　总则\n第一条　为了规范渡口管理，制定本条例。\n"
        "第二条　本市内河渡口的设立、运营和监督，适用本条例。\n"
        "第三条　本条例所称渡口，是指两岸之间载客的码头，包括其设施。\n"
    )
    request = read_request(
        read_query("条例适用于哪些活动"), contents_of(index(law), lambda _: False)
    )
    found = about(request.facets, index(law)).passages
    assert [one.clause.article for one in found] == [2]
