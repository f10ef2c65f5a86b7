"""Every word of the web page that is neither the plan's nor the visitor's: (Chinese, English)."""

from __future__ import annotations

from collections.abc import Mapping

from qa.result import Language

_WORDS: Mapping[str, tuple[str, str]] = {
    # The frame of the page.
    "title": ("引据 yinju", "引据 yinju"),
    "subtitle": (
        "用规划自己的话回答：逐字引用原文，注明章节；规划没有说的，一句也不说。",
        "Answers in the plan's own words: verbatim quotes with chapter and section, and nothing "
        "that the plan does not say.",
    ),
    "language": ("界面语言", "Language"),
    "tab_ask": ("问", "Ask"),
    "tab_check": ("核对", "Check"),
    "tab_evaluate": ("评测", "Evaluate"),
    "tab_plan": ("原文", "Plan"),
    # Ask.
    "conversation": ("对话", "Conversation"),
    "question_label": ("问题", "Question"),
    "question_placeholder": (
        "用中文或英文提问",
        "Ask in Chinese or English",
    ),
    "ask": ("提问", "Ask"),
    "clear": ("清空对话", "Clear"),
    "welcome": ("可以这样问", "Try a question"),
    "you_asked": ("您问", "You asked"),
    "from_plan": ("规划原文", "From the plan"),
    "quotes_found": ("找到{n}条原文", "{n} quotes"),
    "quote_found": ("找到1条原文", "1 quote"),
    "nearest": (
        "最接近的条文，仅供参考，不是答案：",
        "The nearest clauses, for reference only; they are not an answer:",
    ),
    # What was looked up.
    "outline": ("标题", "Headings"),
    "section_show": ("看内容", "Show"),
    "section_question": ("“{title}”这部分讲什么？", "What does the section called {title} say?"),
    "figures": ("数字指标", "Figures"),
    "figure_what": ("指标", "What"),
    "figure_value": ("数值", "Value"),
    "figure_number": ("数", "Number"),
    "figure_unit": ("单位", "Unit"),
    "figure_bound": ("界限", "Bound"),
    "figure_year": ("年份", "Year"),
    "figure_body": ("责任主体", "Body"),
    "figure_quote": ("引文", "Quote"),
    "figures_save": ("下载表格（CSV）", "Download the table (CSV)"),
    "more_question": ("还有别的吗？", "Anything else?"),
    "more_places": ("这里是其中 {n} 条，共 {total} 条。", "{n} of {total} are shown."),
    "more_show": ("接着看", "Show the next"),
    "inferred": ("推断", "inferred"),
    "inferred_title": (
        "原文中缺失该节标题，所属章节系按目录顺序和内容推断",
        "The heading is lost in the source; the section was worked out from the table of contents "
        "and from what the text says",
    ),
    "topic_title": ("所属主题句", "Topic line that it stands under"),
    "unofficial": ("英文参考译文，非官方", "Unofficial English"),
    "open": ("在原文中查看", "Show in context"),
    "open_n": ("在原文中查看第{n}条引文", "Show quote {n} in context"),
    "copy": ("复制引文", "Copy citation"),
    "copied": ("已复制", "Copied"),
    "context": ("原文中的位置", "In context"),
    "context_frame": ("还原后的原文，引文已标出", "The restored text with the quote highlighted"),
    "close": ("关闭", "Close"),
    # Check.
    "check_intro": (
        "逐句核对文稿：哪些有规划依据，哪些与规划相矛盾，哪些规划没有提到。",
        "Check a draft statement by statement: what the plan backs, what it contradicts, and what "
        "it does not mention.",
    ),
    "check_text": ("要核对的内容", "Statements to check"),
    "check_placeholder": (
        "每行一句，或直接粘贴一段文字",
        "One statement a line, or paste a passage",
    ),
    "check_file": (
        "或者选择文件（{types}，不超过{size} MB）",
        "Or choose a file ({types}; at most {size} MB)",
    ),
    "check_run": ("核对", "Check"),
    "checking": ("正在核对", "Checking"),
    "check_empty": (
        "请先粘贴要核对的内容，或选择一个文件。",
        "Paste statements or choose a file first.",
    ),
    "check_nothing": (
        "没有可核对的句子。",
        "Nothing in it states anything that could be checked.",
    ),
    "check_too_long": (
        "内容有{n}个字符，最多{limit}个；请改为上传文件或分次核对。",
        "The text has {n} characters; at most {limit} are taken. Use a file or check it in parts.",
    ),
    "matrix": ("核对结果", "Result, statement by statement"),
    "statement": ("内容", "Statement"),
    "verdict": ("结论", "Verdict"),
    "evidence": ("依据的原文", "The plan's words"),
    "no_evidence": ("规划中没有相应条文", "No clause of the plan says anything on this"),
    "set_aside": ("未核对（不是陈述）", "Not checked (states nothing)"),
    "download_xlsx": ("下载核对表 (.xlsx)", "Download as .xlsx"),
    "download_html": ("下载核对报告 (.html)", "Download as .html"),
    "coverage": ("规划各节的覆盖情况", "Coverage of the plan, section by section"),
    "covered": ("涉及{n}条，共{total}条", "{n} of {total} clauses touched"),
    # Evaluate.
    "evaluate_intro": (
        "用一组已知答案的问题检验引据：指标、失败的问题、与上一次的对比。",
        "Test yinju with questions whose answers are known: figures, failures, and what changed "
        "since the last run.",
    ),
    "evaluate_file": (
        "题集（{types}，每个不超过{size} MB）",
        "Question sets ({types}; at most {size} MB each)",
    ),
    "evaluate_run": ("开始评测", "Run"),
    "evaluating": ("正在评测", "Running"),
    "evaluate_empty": ("请先选择题集文件。", "Choose a question set first."),
    "lenient": (
        "依据不在规划中的题目跳过，不中止",
        "Set questions aside whose gold is not in the plan, instead of stopping",
    ),
    "download_report": ("下载评测报告 (.html)", "Download the report (.html)"),
    "download_questions": ("下载逐题结果 (.xlsx)", "Download all questions (.xlsx)"),
    "failures_shown": (
        "以下为前{n}个，共{total}个，其余见报告。",
        "The first {n} of {total}; the report has the rest.",
    ),
    "set_aside_items": ("有{n}道题因依据不在规划中而跳过。", "{n} questions were set aside."),
    "compared": (
        "与上一次评测（{date}）对比：变好{better}题，变差{worse}题。",
        "Compared with the last run ({date}): {better} better, {worse} worse.",
    ),
    "nothing_shared": (
        "与上一次评测没有相同的题目，无法对比。",
        "No question in common with the last run, so nothing to compare.",
    ),
    # Plan.
    "plan_frame": ("还原后的规划全文", "The restored plan"),
    # What went wrong; one sentence each.
    "error_empty": (
        "问题是空的：请用中文或英文输入问题。",
        "The question is empty: type words in Chinese or English.",
    ),
    "error_long": (
        "问题太长：有{n}个字符，最多{limit}个，请问得简短一些。",
        "The question is too long: {n} characters, at most {limit} are taken. Ask in fewer words.",
    ),
    "error_broken": (
        "问题里有损坏的字符，请重新输入。",
        "The question holds a broken character; type it again.",
    ),
    "error_quote": (
        "引文与原文不一致，已停止作答；请重建索引。",
        "A quote is not what the source says, so nothing is shown; rebuild the index.",
    ),
    "error_set": ("题集有误，没有运行。", "The question set cannot be used; nothing was run."),
    "error_input": ("无法处理所给的内容。", "What was given cannot be used."),
    "error_file_type": ("不支持这种文件：{name}。", "This kind of file is not taken: {name}."),
    "error_file_size": (
        "文件{name}太大，最大{size} MB。",
        "The file {name} is too large; at most {size} MB are taken.",
    ),
    "error_draft": (
        "这份文件没有核对：应为完整的 txt、md、docx、pdf、csv 或 xlsx 文件，陈述不超过 5,000 句。",
        "This file was not checked: expected a whole txt, md, html, docx, pdf, csv or xlsx file of at most "
        "5,000 statements.",
    ),
    "error_other": ("没有完成：程序报告了一个错误。", "This was not done: an error was reported."),
    "error_label": ("提示", "Notice"),
}

# Questions that the plan answers, and one that it does not: both are what the page is for.
EXAMPLES: tuple[tuple[Language, str], ...] = (
    ("zh", "供电可靠率要达到多少？"),
    ("zh", "海绵城市的雨水年径流总量控制率是多少？"),
    ("zh", "知识城东边与哪里相接？"),
    ("zh", "质子治疗医院的收费标准是多少？"),
    ("en", "How many invention patents per 10,000 people should there be by 2022?"),
    ("en", "What is planned for intellectual property finance?"),
    ("en", "Which places border the Knowledge City?"),
)


def word(key: str, lang: Language, **values: object) -> str:
    """Return an interface word, its blanks filled in with ``values``."""
    text = _WORDS[key][0 if lang == "zh" else 1]
    return text.format(**values) if values else text


def word_keys() -> tuple[str, ...]:
    """Return the names of all words."""
    return tuple(_WORDS)
