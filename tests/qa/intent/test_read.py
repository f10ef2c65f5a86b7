"""What a question asks for, by its words alone."""

from __future__ import annotations

import pytest

from qa.ask.retrieval.query import read_query
from qa.intent.quantities.amounts import asks_amounts
from qa.intent.question import Contents
from qa.intent.read import read_request
from qa.intent.request import Request
from qa.intent.structure.listing import asks_members, members_called

_TEXT = "市容条例 第一章总则 城市管理部门负责罚款 噪声 停车 门前三包 奖励"
CONTENTS = Contents(
    names=["临河市市容条例"],
    headings=["总则", "门前三包责任", "法律责任"],
    columns=["指标名称", "责任单位"],
    holds=lambda words: words in _TEXT,
    knows=lambda word: word in _TEXT or word in {"noise", "fines", "parking", "people"},
)


def ask(question: str, *history: str) -> Request:
    return read_request(read_query(question), CONTENTS, [read_query(text) for text in history])


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("条例提到噪声了吗", "噪声"),
        ("請問有沒有寫到電動車？", "电动车"),
        ("全文哪里出现过“夜市”", "夜市"),
        ("ＡＩ在文件里提过没有", "ai"),
        ("这部条例涉及遛狗吗？", "遛狗"),
        ("夜市提没提", "夜市"),
        ("条例提到修改了吗", "修改"),
        ("哪一条讲到了共享单车", "共享单车"),
        ("门前三包 在哪", "门前三包"),
        ("有没有关于广告牌的规定", "广告牌"),
        ("Does it say anything about noise?", "noise"),
        ("any mention of street vendors in these regulations", "street vendors"),
        ("Is Hong Kong mentioned anywhere?", "hong kong"),
        ("where does the word drone appear", "drone"),
        ("References to the Red Cross, please", "red cross"),
        ("Does it mention night markets (夜市)?", "夜市"),
        ("does it metnion noise", "noise"),
        ("提没提道夜市", "夜市"),
        ("is the noise fund named anywhere", "noise fund"),
        ("any mention of tolls, I mean parking fees", "tolls"),
    ],
)
def test_mention(question: str, term: str) -> None:
    request = ask(question)
    assert (request.intent, request.terms[:1]) == ("mention", (term,))


@pytest.mark.parametrize(
    ("question", "level", "counted"),
    [
        ("一共几章？", "chapter", True),
        ("条例的目录给我看一下", None, False),
        ("全文分成几大部分，标题都列出来", "part", True),
        ("第二章有哪几条", "article", True),
        ("全文一共十四章，分别叫什么", "chapter", False),
        ("What are the six parts called?", "part", False),
        ("How many articles are there?", "article", True),
        ("table of contents please", None, False),
        ("how is the law divided up", None, False),
        ("Can you tell me how it is broken down?", None, False),
        ("都讲了哪几个方面", "part", True),
        ("第二章分成哪三个方面", None, False),
        ("共有几张", "chapter", True),
        ("what are the chapter headings of the regulations on city appearance", "chapter", False),
    ],
)
def test_outline(question: str, level: str | None, counted: bool) -> None:
    request = ask(question)
    assert (request.intent, request.level, request.counted) == ("outline", level, counted)


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        ("第三章讲什么？", [("chapter", 3)]),
        ("请把第二十三条第二款念给我听", [("article", 23), ("paragraph", 2)]),
        ("23条", [("article", 23)]),
        ("（十三）是怎么写的", [("subpoint", 13)]),
        ("附件二写了什么", [("annex", 2)]),
        ("chapter three, section 2", [("chapter", 3), ("section", 2)]),
        ("What does section 2 of ch. 7 say?", [("chapter", 7), ("section", 2)]),
        ("Part IV, section 1?", [("part", 4), ("section", 1)]),
        ("text of Article 7(2)", [("article", 7), ("paragraph", 2)]),
        ("最后一章说了啥", [("chapter", -1)]),
        ("what does article 48 regulate", [("article", 48)]),
        ("第二十一章聚焦什么", [("chapter", 21)]),
        ("二十三条", [("article", 23)]),
        ("第3张第二结讲什么", [("chapter", 3), ("section", 2)]),
        ("what does articel 31 say", [("article", 31)]),
    ],
)
def test_section(question: str, steps: list[tuple[str, int]]) -> None:
    request = ask(question)
    assert request.intent == "section"
    assert [(step.level, step.number) for step in request.places[0].steps] == steps


@pytest.mark.parametrize("question", ["法律责任那一章说什么", "门前三包责任这节写的什么"])
def test_a_section_is_named_by_its_title(question: str) -> None:
    request = ask(question)
    assert request.intent == "section"
    assert request.places[0].title in question


@pytest.mark.parametrize(
    ("question", "facets"),
    [
        ("这个条例是谁发的？什么时候发的？", {"body", "date"}),
        ("谁印发的，文号是多少，哪天发的？", {"body", "number", "date"}),
        ("Who issued it and when?", {"body", "date"}),
        ("From when is it in force, and until when?", {"effective", "end"}),
        ("这部条例什么时候通过的，什么时候修订的，何时施行？", {"date", "amended", "effective"}),
        ("什么时候发布的", {"date"}),
    ],
)
def test_several_things_asked_about_a_document(question: str, facets: set[str]) -> None:
    assert set(ask(question).facets) == facets


@pytest.mark.parametrize(
    ("question", "years", "topic"),
    [
        ("有哪些量化指标？", (), ""),
        ("到2035年的具体数字有哪些", (2035,), ""),
        ("噪声方面的数字目标都列出来", (), "噪声"),
        ("罚款金额都列出来", (), "罚款"),
        ("What fines does the law set?", (), "罚款"),
        ("what are the parking fines", (), "parking"),
        ("list every numerical target for 2030", (2030,), ""),
        ("噪声几点以后不许有，数字给我", (), "噪声"),
        ("夜市和停车数量的指标", (), "停车"),
        ("城市管理局负责的指标有哪些", (), ""),
        ("以万元为单位的指标有哪些", (), ""),
        ("what quantified targets are set on parking", (), "parking"),
        ("2028年要达到的数有哪些", (2028,), ""),
        ("城市管理局的指标有哪些", (), ""),
        ("按亩算的任务有哪些", (), ""),
        ("targets of the parking bureau", (), ""),
        ("parking in 2030, percentages only", (2030,), "parking"),
        ("parking figures - cars, buses", (), "parking, cars, buses"),
        ("noise goals for 2026 with figures", (2026,), "noise"),
        ("which of the indicators are binding ones", (), ""),
        ("how many hectares by 2030", (2030,), ""),
        ("what is to be reached by the end of 2028", (2028,), ""),
    ],
)
def test_figures(question: str, years: tuple[int, ...], topic: str) -> None:
    request = ask(question)
    assert request.intent == "figures"
    assert request.years == years
    assert topic in request.topic


def test_kinds_of_amounts() -> None:
    assert ask("罚款金额都列出来").measures == ("money",)
    assert ask("list all the deadlines").measures == ("time",)
    assert ask("把所有时间节点拉个清单").measures == ("time",)
    for dates in ("条例里写明的日期有哪些？", "办法提到了哪些日期", "Which dates are given?"):
        assert (ask(dates).intent, ask(dates).measures) == ("figures", ("date",))
    assert ask("跟距离有关的数字有哪些").measures == ("length",)
    assert ask("list the minimum distances").measures == ("length",)
    assert ask("哪些数字跟面积有关").measures == ("area",)
    assert ask("发文日期是哪天？").intent == "about"
    assert ask("every number and every date, please").measures == ()
    assert ask("数字和日期全部列出来").measures == ()
    assert ask("all percentages in the regulations").measures == ("share",)


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("这是谁发布的", "body"),
        ("文号是多少？", "number"),
        ("什么时候开始施行", "effective"),
        ("规划期限到哪一年", "period"),
        ("发文目的是什么", "purpose"),
        ("Who issued this?", "body"),
        ("what is the official title", "title"),
        ("When did the regulations come into force?", "effective"),
        ("To whom is it addressed?", "addressee"),
        ("这部条例最后一次修改是什么时候？", "amended"),
        ("When was the law last amended?", "amended"),
        ("它取代了以前哪个办法", "replaces"),
        ("What older rules does it replace?", "replaces"),
        ("依据哪部法律写的", "purpose"),
        ("这文件过期了没有", "end"),
        ("由谁签署公布", "body"),
        ("is it still in force", "end"),
        ("这条例修改过吗", "amended"),
        ("这个办法是管什么的，简单说说", "purpose"),
        ("一句话概括一下这份文件", "title"),
        ("what's this law about?", "purpose"),
        ("Can you give me the gist of it", "title"),
    ],
)
def test_about(question: str, facet: str) -> None:
    request = ask(question)
    assert request.intent == "about"
    assert facet in request.facets


@pytest.mark.parametrize(
    "question",
    [
        "免费停车的地方有哪些",
        "四个重点区域是哪四个",
        "委员会由哪些部门组成",
        "处罚的情形全部列出来",
        "which departments take part? all of them please",
        "违规停车有哪几种情形",
        "what kinds of fines are there",
        "what vehicles are exempt - list all of them",
    ],
)
def test_list(question: str) -> None:
    assert ask(question).intent == "list"


@pytest.mark.parametrize(
    "question",
    [
        "乱停车罚多少钱",
        "谁负责清理积雪",
        "文中提到的奖励怎么申请",
        "编制规划要经过哪些程序，谁来批",
        "到2027年森林覆盖率目标是多少",
        "到2027年数字经济占比要到多少",
        "有没有提到夜里不能再放音乐",
        "提没提到摊主要多大岁数",
        "不登记就停车行不行，条例写没写",
        "第二章里说没说天黑可以停车",
        "四至是哪里到哪里",
        "许可证有效期几年",
        "发布虚假广告怎么处罚",
        "要新修哪条铁路",
        "有哪些指标不在医院之间比较",
        "教育部门要完成什么任务",
        "What are the goals of the plan?",
        "Who issues the permit?",
        "Which section of people may apply?",
        "How many hospitals will be built?",
        "which scientists are mentioned as the first to be attracted",
        "When does the licence expire?",
        "What's said about noise at night, and who checks it?",
    ],
)
def test_what_has_a_subject_of_its_own_is_content(question: str) -> None:
    assert ask(question).intent == "content"


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        ("二十四条第二款原文是什么", [("article", 24), ("paragraph", 2)]),
        ("Show part six on staff placement", [("part", 6)]),
        ("numbers for 2026 (2026) on noise", []),
    ],
)
def test_places_as_people_write_them(question: str, steps: list[tuple[str, int]]) -> None:
    places = ask(question).places
    assert [(s.level, s.number) for place in places for s in place.steps] == steps


def test_a_chapter_is_told_by_what_it_is_on() -> None:
    request = ask("麻烦把讲怎么罚钱的那一章给我看看")
    assert (request.intent, request.places[0].title) == ("section", "罚钱")


def test_what_is_to_be_done_within_some_days_is_asked_as_figures() -> None:
    assert ask("条例里写明多少天之内要办的，都列出来").measures == ("time",)
    assert ask("申请多少天之内答复").intent == "content"


def test_what_a_phrase_says_may_stand_there_in_other_words() -> None:
    assert ask("Is the exemption from fees for residents mentioned?").open
    assert not ask("Is the red cross mentioned?").open
    assert ask("any mention of tolls, I mean parking fees").terms == ("tolls", "parking fees")


def test_to_cover_a_thing_is_to_mention_it_where_it_stands() -> None:
    assert ask("Does the plan cover kindergartens?").open
    assert not ask("Does the plan mention kindergartens?").open


def test_a_follow_up_keeps_what_it_does_not_say() -> None:
    other = ask("那第五章呢？", "第四章讲什么？")
    assert (other.intent, other.places[0].steps[0].number) == ("section", 5)
    inside = ask("and section 3?", "What does section 1 of chapter 4 say?")
    assert [step.number for step in inside.places[0].steps] == [4, 3]
    following = ask("下一条呢", "第七条怎么规定的")
    assert following.places[0].steps[0].number == 7 + 1
    count = ask("一共几节？", "第二章叫什么名字")
    assert (count.intent, count.level, count.places[0].steps[0].number) == ("outline", "section", 2)
    term = ask("what about robots", "Does the plan mention drones?")
    assert (term.intent, term.terms) == ("mention", ("robots",))
    year = ask("and for 2030?", "What figures are set for 2027?")
    assert (year.intent, year.years) == ("figures", (2030,))


def test_the_next_places_are_asked_for_again_and_again() -> None:
    first = ask("还有别的吗？", "条例提到噪声了吗")
    assert (first.intent, first.terms, first.more) == ("mention", ("噪声",), 1)
    assert ask("anything else?", "条例提到噪声了吗", "还有吗").more == 1 + 1


def test_a_new_question_is_no_follow_up() -> None:
    assert ask("乱停车罚多少钱", "第四章讲什么？").intent == "content"
    assert ask("文号是多少", "条例提到噪声了吗").intent == "about"


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("先讲什么后讲什么", "outline"),
        ("what does it go through, chapter by chapter", "outline"),
        ("show me the supplementary provisions", "section"),
        ("列举一下停车的几种情形", "list"),
        ("管噪声的部门都有谁", "list"),
        ("哪一年生效", "about"),
        ("适用于哪些活动", "about"),
        ("这份条例大概说的是啥事", "about"),
        ("全文多长", "about"),
        ("how many pages is it", "about"),
        ("罚款罚多少，都列出来", "figures"),
        ("第一章下面分几节", "outline"),
        ("三（七）写的啥", "section"),
        ("Section III (3)", "section"),
        ("条例从哪天开始管用", "about"),
        ("这条例是根据哪部法来的", "about"),
        ("通篇有哪些年份", "figures"),
        ("停车要满足哪几样，一条条说", "list"),
        ("whether street vendors are brought up", "mention"),
        ("哪些条款说到了夜市", "mention"),
    ],
)
def test_ways_of_asking_that_newcomers_have(question: str, intent: str) -> None:
    assert ask(question).intent == intent


@pytest.mark.parametrize(
    ("question", "scope"),
    [
        ("有哪些量化指标", "aims"),
        ("What are the numeric targets?", "aims"),
        ("give me every number and date", "every"),
        ("通篇有哪些具体的年份和数字", "every"),
        ("罚款数额有哪些", None),
    ],
)
def test_which_amounts_are_meant(question: str, scope: str | None) -> None:
    request = ask(question)
    assert (request.intent, request.scope) == ("figures", scope)


@pytest.mark.parametrize(
    "question",
    ["罚款可以拿去做什么投资", "乱停车的有没有罚款", "Where do people list the noise fines?"],
)
def test_what_only_has_a_word_of_asking(question: str) -> None:
    assert ask(question).intent == "content"


def test_fines_and_deadlines_are_more_than_fines() -> None:
    request = ask("所有的期限和罚款金额列出来")
    assert (request.intent, request.topic) == ("figures", "")
    assert set(request.measures) == {"money", "time"}


@pytest.mark.parametrize(
    "question", ["第十条说的罚款是多少", "How high are the fines in article 10?"]
)
def test_what_is_asked_of_one_article_is_asked_of_that_place(question: str) -> None:
    request = ask(question)
    assert request.intent == "section"
    assert request.topic
    assert [step.number for step in request.places[0].steps] == [10]


@pytest.mark.parametrize(
    ("question", "members"),
    [
        ("摆摊要带哪几样证件", True),
        ("哪些情形可以减免？", True),
        ("门前三包包括什么", True),
        ("摆摊要交什么材料", True),
        ("要带啥证件去", True),
        ("需要准备些什么", True),
        ("要交什么时候的材料", False),
        ("Which documents must a stall keeper bring?", True),
        ("into which classes are the stalls divided", True),
        ("which vehicles on duty may park for free", True),
        ("What are the duties of the market office?", True),
        ("Name the duties that the office has", True),
        # One thing, or the way in which something is done.
        ("Which body issues the permits?", False),
        ("Describe the order in which stalls are cleared", False),
        ("which comes first, the permit or the fee", False),
        ("哪一年施行", False),
        # Whether there are any who may is more than who they are.
        ("有哪些人能随便占道", False),
        # Two questions want two answers.
        ("哪些人要办证，多久能办好", False),
    ],
)
def test_members_are_asked_for(question: str, members: bool) -> None:
    assert asks_members(read_query(question)) is members


def test_what_members_are_called() -> None:
    assert members_called(read_query("摊位要写明哪些事项？")) == "事项"
    assert members_called(read_query("摆摊要带哪几样证件")) == "证件"
    assert members_called(read_query("摆摊要多少钱")) == ""


def test_what_an_article_does_is_what_it_says() -> None:
    for question in ("What does article 3 prohibit?", "第三条禁止什么"):
        assert ask(question).intent == "section"


def test_a_point_of_a_number_is_no_place() -> None:
    assert ask("提到PM2.5了吗").places == ()
    assert ask("4.2.1讲什么").intent == "section"


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("罚款各档都是多少", True),
        ("摊位费和清洁费分别是多少", True),
        ("What are the fees for the stalls?", True),
        ("which permits are there", False),
        ("What fines can a stall keeper get, and how high are they?", True),
        ("每月的摊位费是多少", False),
        ("How high is the stall fee?", False),
    ],
)
def test_amounts_of_several_things(question: str, several: bool) -> None:
    assert asks_amounts(read_query(question)) is several


def test_how_often_may_stand_between_the_verb_and_its_word() -> None:
    assert ask("条例一共提到几次噪声").terms == ("噪声",)
    assert ask("条例提到了多少次停车？").intent == "mention"


def test_another_thing_after_a_question_for_content_is_content_whatever_it_looks_like() -> None:
    def later(question: str, *history: str) -> str:
        earlier = [read_query(text) for text in history]
        return read_request(read_query(question), CONTENTS, earlier, lambda _: "mention").intent

    assert later("停车呢？", "夜里噪声罚多少钱") == "content"
    assert later("What about parking?", "How high is the fine for noise at night?") == "content"
    assert later("条例讲停车了吗", "夜里噪声罚多少钱") == "mention"


@pytest.mark.parametrize(
    "question",
    [
        "文中有提到噪声吗？",
        "文中有沒有提到噪聲",
        "条例里有没有写噪声",
        "条例里有提到噪声没有",
        "文件中有写噪声吗",
        "条文里有没有关于噪声的规定",
        "条例里有噪声吗",
    ],
)
def test_a_verb_of_saying_is_no_part_of_what_is_looked_for(question: str) -> None:
    assert (ask(question).intent, ask(question).terms) == ("mention", ("噪声",))


@pytest.mark.parametrize(
    ("question", "ranked", "topic"),
    [
        ("罚款最高的是哪个", "largest", "罚款"),
        ("最高罚多少", "largest", "罚款"),
        ("What is the smallest fine in it?", "smallest", "罚款"),
        ("largest percentage?", "largest", ""),
        ("what is the smallest fee", "smallest", "费用"),
        ("最高的补助", "largest", "补助"),
        ("金额从大到小排一下", "descending", ""),
        ("List the fines from lowest to highest", "ascending", "罚款"),
    ],
)
def test_figures_are_asked_for_by_how_large_they_are(
    question: str, ranked: str, topic: str
) -> None:
    request = ask(question)
    assert (request.intent, request.ranked, request.topic) == ("figures", ranked, topic)


@pytest.mark.parametrize(
    "question", ["乱停车最高罚多少", "停车收费最高的是哪个区", "Which park is the largest?"]
)
def test_the_most_that_something_named_comes_to_is_searched_for(question: str) -> None:
    assert ask(question).intent == "content"


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("关于停车，这条例有说什么吗", "停车"),
        ("关于夜市有没有什么说法", "夜市"),
        ("条例对夜市有没有什么说法", "夜市"),
        ("条例提到人脸识别了吗", "人脸识别"),
        ("夜市这一块提了吗", "夜市"),
        ("Is the word 夜市 used anywhere?", "夜市"),
        ("search for 夜市", "夜市"),
        ("Is anything said about parking?", "parking"),
        ("Is training mentioned for wardens?", "training for wardens"),
    ],
)
def test_what_asks_is_no_part_of_what_is_looked_for(question: str, term: str) -> None:
    request = ask(question)
    assert (request.intent, request.terms) == ("mention", (term,))


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("解释权归谁", "interpreter"),
        ("Who is responsible for interpreting it?", "interpreter"),
        ("联系人是谁", "contact"),
        ("Is there a phone number?", "contact"),
        ("哪次会议通过的", "session"),
        ("抄送给谁了", "copies"),
        ("Does it expire?", "end"),
        ("有没有废止旧条例", "replaces"),
        ("How long is the planned period?", "period"),
        ("规划期有多长", "period"),
        ("When was the communiqué published?", "date"),
        ("以前那个条例还作数吗", "replaces"),
        ("有没有取代别的办法", "replaces"),
        ("哪级人大通过的", "body"),
        ("这个条例针对谁", "area"),
        ("管不管我们外地人", "area"),
        ("Does it apply to foreigners?", "area"),
        ("当初为什么要出这个条例", "purpose"),
        ("what's the point of it", "purpose"),
    ],
)
def test_what_else_a_document_says_of_itself(question: str, facet: str) -> None:
    request = ask(question)
    assert (request.intent, request.facets) == ("about", (facet,))


@pytest.mark.parametrize("question", ["养鸽子的事它管不管", "电动滑板车管不管"])
def test_whether_a_thing_is_dealt_with_does_not_ask_whom_it_covers(question: str) -> None:
    assert ask(question).intent != "about"


def test_whether_it_still_holds_asks_since_when_and_until_when() -> None:
    for question in ("这条例现在还管用吗", "Is it still in effect?"):
        assert set(ask(question).facets) == {"effective", "end"}


@pytest.mark.parametrize(
    "question",
    [
        "罚款超过一万的有哪些",
        "哪些奖励超过10万元",
        "Which fines set as a range can exceed 20,000 yuan?",
        "Which start dates or deadlines fall between 2026 and 2030?",
        "跟停车有关的罚款，数额是多少",
        "规定了哪些上限、次数和天数",
    ],
)
def test_figures_that_are_narrowed_whatever_else_is_said(question: str) -> None:
    assert ask(question).intent == "figures"


@pytest.mark.parametrize(
    "question",
    [
        "奖励超过10万元怎么办",
        "停车超过三千平方米要设置什么",
        "Which permits do shops over 2,000 yuan need?",
    ],
)
def test_an_amount_that_is_only_a_condition(question: str) -> None:
    assert ask(question).intent != "figures"


def test_the_one_before_and_after_in_english() -> None:
    for question, number in (("and the one before?", 10), ("and the one after that?", 12)):
        request = ask(question, "What does article 11 say?")
        assert [step.number for step in request.places[0].steps] == [number]


@pytest.mark.parametrize("question", ["违反了会怎样？", "那罚多少", "and what is the penalty?"])
def test_what_follows_from_acting_against_the_last_place(question: str) -> None:
    request = ask(question, "第十一条说什么？")
    assert (request.joined, request.places[0].steps[-1].number) == ("sanctions", 11)


def test_why_a_figure_is_set_asks_for_no_figure() -> None:
    reads = read_request(
        read_query("为什么要把罚款降到三成以下"), CONTENTS, (), lambda _: "figures"
    )
    assert reads.intent == "content"


@pytest.mark.parametrize(
    ("question", "direction"), [("下降的指标有哪些", "down"), ("which figures rose?", "up")]
)
def test_figures_are_asked_for_by_which_way_they_went(question: str, direction: str) -> None:
    request = ask(question)
    assert (request.intent, request.filters.direction) == ("figures", direction)


def test_the_next_one_after_an_article_is_the_next_article() -> None:
    request = ask("and the next one?", "What does article 11 say?")
    assert [step.number for step in request.places[0].steps] == [12]
