"""The words that an English question asks the places of: does it say anything about X, where is X named."""

from __future__ import annotations

import re

from index.runtime.patterns import regex
from qa.intent.concordance.term import IN_BRACKETS, QUOTES, clean
from qa.intent.words import DOCUMENT_EN

# Longer than this it is a statement, and what is asked is whether it is so.
_MAX_WORDS = 7
_POLITE = (
    r"(?:(?:please|pls|hi|hello|hey|so|ok|and|can|could|would|you|tell|me|i|want|need|to|know|"
    r"wonder(?:ing)?|was|"
    r"am|i'm|if|whether|check|see|say|just|let|us|look(?:ing)? for)[\s,]+)*?"
)
_DOC = rf"(?:(?:{DOCUMENT_EN})|they|you|there)"
_MORE = (
    r"(?:\s+(?:ever|anywhere|actually|also|even|explicitly|specifically|really|at any point|anyhow|"
    r"directly))*"
)
_VERB = (
    r"(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|reference(?:s|d)?(?! to)|mak(?:e|es|ing) (?:any |a "
    r")?(?:mention|reference)s? (?:of|to)|"
    r"talk(?:s|ed|ing)? about|speak(?:s|ing)? (?:of|about)|"
    r"(?:say|says|said|saying|have|has|contain|contains|include|includes) (?:anything|something|a "
    r"word|one word|much|a thing|a line|any words?|any ?things?)"
    r"(?: at all)?(?: to say)? (?:about|on|regarding|concerning|of|for)|"
    r"(?:have|has|contain|contains|include|includes|give|gives) (?:any |a |some )?(?:mention|"
    r"reference|passage|provision|clause|text|information|info|section)s?"
    r" (?:of|to|about|on|regarding|concerning)|"
    r"(?:contain|contains|use|uses|have|has|include|includes) the (?:words?|terms?|phrases?|"
    r"expressions?|names?)|"
    r"touch(?:es)? (?:on|upon)|bring(?:s)? up|allude(?:s)? to|name[- ]?check(?:s)?|write(?:s)? "
    r"(?:anything )?about)"
)
_TAIL = (
    rf"(?:[\s,]+(?:(?:in|within|throughout|inside|across|of|by) (?:{_DOC})|anywhere|at all|"
    rf"somewhere|by name|there|please|pls|or not|"
    rf"ever|even once|once|explicitly|in here|in there|and where|if so where|so where|where|"
    rf"exactly|mentioned|though|too|in))*"
)
_NOUN = (
    r"(?:mentions?|references?|occurrences?|words?|passages?|text|information|info|talk|"
    r"discussions?|anything|"
    r"something|provisions?|instances?)"
)
_IN_IT = rf"(?:in|inside|within) (?:there|here|it|{DOCUMENT_EN})"
_FORMS = tuple(
    regex(form)
    for form in (
        rf"^{_POLITE}(?:(?:does|do|did|has|have|can|is|are|will|would|doesn't|"
        rf"don't)\s+)?(?:{_DOC}\s+)?{_MORE}\s*{_VERB}\s+(?P<term>.+?){_TAIL}$",
        rf"^{_POLITE}(?:(?:is|are|was|were) there\s+|(?:does|do) {_DOC} (?:have|contain)\s+|"
        rf"got\s+)?(?:any|some|a|an|all|every|list|find|show|the|direct|\s)*"
        rf"{_NOUN}\s+(?:at all\s+|made\s+)?(?:of|to|on|about|regarding|concerning|"
        rf"for)\s+(?P<term>.+?){_TAIL}$",
        rf"^{_POLITE}(?:where(?:abouts)?|(?:in |on |at )?(?:which|what) (?:places?|parts?|"
        rf"sections?|clauses?|pages?|chapters?|articles?|paragraphs?|passages?)"
        rf"|how (?:often|many times|frequently))(?:\s+(?:in|of|within) {_DOC})?\s*(?:does|do|"
        rf"did|is|are|was|were|has|have)?\s*(?:{_DOC}\s+)?"
        rf"{_MORE}\s*{_VERB}\s+(?P<term>.+?){_TAIL}$",
        rf"^{_POLITE}(?:is|are|was|were|where is|where are|where was|how often is|how often are|"
        rf"how many times is|how many times are)\s+(?:the (?:words?|terms?|phrases?|topic|subject) "
        rf")?"
        rf"(?P<term>.+?)\s+(?:ever |even |also |actually |explicitly |at all |anywhere "
        rf")*(?:mentioned(?P<whom> for (?!the first)(?:the )?[\w -]+?)?|"
        rf"referred to|referenced|talked about|brought up|"
        rf"written about|touched on|(?:named|listed|cited|quoted|spoken of|used)"
        rf"(?=\s+(?:anywhere|at all|in|by name|somewhere|there)\b)){_TAIL}$",
        rf"^{_POLITE}(?:whether|if)\s+(?P<term>.+?)\s+(?:is|are|was|were|gets?)\s+(?:ever |even |also )*"
        rf"(?:mentioned|referred to|talked about|brought up|touched on){_TAIL}$",
        rf"^{_POLITE}(?:the (?:words?|terms?|phrases?) )?(?P<term>(?!any\b|no\b|where\b|all\b|"
        rf"every\b|each\b|list\b|which\b|what\b).+?)[\s,–—-]+(?:is it |are they )?(?:ever "
        rf")?mentioned{_TAIL}$",
        # Is there a word on bus lanes? Not a single line about bus lanes?
        rf"^{_POLITE}(?:(?:is|was)(?: there|n't there)? |(?:does|did|has|have) {_DOC} "
        rf"(?:have |got |say |contain |give )?)?(?:not )?(?:so much as )?"
        rf"(?:even )?(?:a|any|one) (?:single )?(?:word|line|mention|hint|trace|sentence|thing|peep)s?"
        rf"(?: at all)?(?: {_IN_IT})? (?:on|about|of|regarding|concerning) (?P<term>.+?){_TAIL}$",
        # Bus lanes — any word on them? Are there any in it?
        rf"^{_POLITE}(?P<term>[^?]+?)\s*[–—:,-]+\s*(?:is there |are there |have they got |do they have )?"
        r"(?:any|a|even one)(?: single)?"
        r"(?: (?:word|line|mention|rule|reference|provision)s?(?: (?:on|about|of|for) (?:them|it"
        r"|that|this|these|those))?)?"
        rf"{_TAIL}$",
        # Have bus lanes been dealt with? Are they touched upon at all?
        rf"^{_POLITE}(?:is|are|has|have)\s+(?P<term>(?!it\b|this\b|that\b|they\b|there\b"
        rf"|been\b).+?)\s+(?:been )?"
        rf"(?:touched (?:up)?on|dealt with at all|hinted at|alluded to){_TAIL}$",
        # How often is GB 1234 cited?
        rf"^{_POLITE}(?:how (?:often|many times)|where) (?:is|are|does|do|has|have) (?P<term>.+?) (?:been )?"
        rf"(?:cited|named|quoted|used|mentioned|invoked|referenced){_TAIL}$",
        # How many times does the plan name bus lanes?
        rf"^{_POLITE}(?:how (?:often|many times)|where) (?:does|do|did) {_DOC} "
        rf"(?:name|cite|quote|mention|invoke|use|list|say)s? (?P<term>.+?){_TAIL}$",
        # Is anything said about bus lanes?
        rf"^{_POLITE}(?:is|are|was|were) (?:anything|something|much|nothing|a word)(?: at all)? "
        rf"(?:said|written|stated|provided|laid down) (?:about|on|regarding|concerning) "
        rf"(?P<term>.+?){_TAIL}$",
        # Is a bus lane in there? Can bus lanes be found in it?
        rf"^{_POLITE}(?:is|are|can)(?! there\b) (?P<term>.+?) (?:be )?"
        rf"(?:found |to be found |named |covered )?(?:anywhere )?{_IN_IT}{_TAIL}$",
        rf"^{_POLITE}(?:does|do|did|has|have|where does|where do|how often does|how many times "
        rf"does)\s+(?:the (?:words?|terms?|phrases?|names?) )?"
        rf"(?P<term>.+?)\s+(?:ever |even |also |actually |anywhere )*"
        rf"(?:appear|occur|come up|feature|turn up|crop up|show up|get (?:a )?mention(?:ed)?|"
        rf"get a look[- ]in by name){_TAIL}$",
        rf"^{_POLITE}(?:search (?:through )?{_DOC} for|search for|search|look for|look up|locate"
        rf"|ctrl[ +-]?f)\s+(?:the "
        rf"(?:words?|terms?|phrases?) )?(?P<term>.+?){_TAIL}$",
    )
)
# To cover a thing is to mention it where its words stand there; elsewhere it may mean more.
_COVERS = regex(
    rf"^{_POLITE}(?:does|do|is|are)\s+(?:{_DOC}\s+){_MORE}\s*"
    rf"(?:cover|discuss|address|deal with|go into|look at|talk (?:on|of)|speak (?:on"
    rf"|to))\s+(?P<term>.+?){_TAIL}$"
    rf"|^{_POLITE}(?:is|are|has|have)\s+(?P<passive>(?!it\b|this\b|that\b|they\b|there\b).+?)\s+(?:been )?"
    rf"(?:covered|discussed|addressed|dealt with|featured)(?: (?:in|by) (?:{_DOC}))?{_TAIL}$"
)
# Each of these forms has one of these words.
_CUE = regex(
    "mention|refer|talk|sp[eo]|sa[yi]|ha[vs]e?|contain|includ|gi?v|use|touch|br(?:ing|ought)|allu|nam|"
    "writ|occur|word|passage|text|info|discuss|thing|provision|instance|appear|come|crop|show|get|"
    r"search|look|locat|ctrl|cit|quot|invok|deal|hint|word|any|\bin\b|line|sentence|hint|trace|peep|feature"
)
_CLAUSE = regex(
    r"\b(?:who|what|which|how|when|where|why|whether|that|if|does|do|is|are|was|were|will|would|"
    r"should|must|can|could|may)\b|[,;:]"
)
_LOOSE_CUE = regex(
    r"\b(?:mention\w*|refer(?:s|red|ring)? to|references?|talk(?:s|ed)? about|(?:any|some)thing "
    r"(?:\w+ ){0,3}?(?:about|on|regarding)|"
    r"(?:the )?(?:term|word|phrase|expression)s?|appears?|comes? up|occurs?|crops? up|ever names?|in "
    r"(?:the text|there|it|the document)$)\b"
)
_LOOSE = regex(
    r"\b(?:i'm|i’m|i am|i'd|looking for|searching for|trying to find|hoping to find|"
    r"mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|references?|talk(?:s|ed)? about|(?:any|"
    r"some)thing|about|on|regarding|of|to|terms?|words?|phrases?|"
    r"expressions?|appears?|comes? up|occurs?|names?|named|in (?:which|what) places?|where|which "
    r"(?:articles?|sections?|chapters?|clauses?|parts?)|anywhere|ever|at all|"
    r"provisions?|passages?|clauses?|in|there|here|got|a|any|has|have|had|does|do|did|is|are|was|were|been|it|they|can|could|you|i|"
    r"find|please|check|whether|if|by name|explicitly|actually|the)\b"
)
_LOOSER = regex(
    r"\b(?:i'm|i’m|c[oa]mes? up|coming up|crops? up|shows? up|nothing|right|made it (?:in|into)|"
    r"make it (?:in|into)|"
    r"included?|includes|covered|covers?|part of|looking for|looking|look for|search(?:ing)?(?: for)?|"
    r"wonder(?:ing)?|dealt with|deals? with|or not|touch(?:es|ed)? (?:on|upon)|br(?:ing|ings|ought) up|"
    r"discuss(?:ed|es)?|written(?: in(?:to)?| down)?|writes?|say(?:s)?|said|featured?|features|addressed|"
    r"addresses|spoken of|picked up|figures?|turns? up|gets?|worked in|be|being|with|i'm|i'd|i've|we|"
    r"want to know|tell me|show me|see|if|whether|that|for|into|this|these|how often|how many times|"
    r"often|just|also|even|still|maybe|perhaps|not|n't|don't|doesn't|would|will|should|their|its|an)\b"
)
_ALL = regex(
    r"(?:all|every|each|list|names|titles|headings|chapters|sections|articles|figures|numbers|targets)\b"
)


# A phrase of so many words with one of these in it says more than a name: the exemption for cable fees; the
# State Administration for Market Regulation is a name.
_PHRASE_WORDS = 4
_PHRASE = regex(
    r"^(?!.*\b(?:ministry|department|bureau|office|administration|commission|committee|council|centre|center|"
    r"law|act|convention|agreement|organi[sz]ation|bank|fund)\b).*"
    r"\b(?:for|on|to|in|from|with|by|at|against|between)\b"
)


def is_phrase(term: str) -> bool:
    """Tell whether a term says something, in words of its own, that a document may say in others."""
    return len(term.split()) >= _PHRASE_WORDS and bool(_PHRASE.search(term))


def term_in(text: str) -> str:
    """Return the term that a question without its references asks the places of; else nothing."""
    for form in _FORMS if _CUE.search(text) else ():
        if term := _fits(form.match(text)):
            return term
    return _loose(text)


def covered_in(text: str) -> str:
    """Return what a question asks to be covered, which may ask for more than its words."""
    return _fits(_COVERS.match(text))


def run_in(text: str) -> str:
    """Return the one run of words that is left of a question which is known to ask for words."""
    left = _LOOSER.sub("\0", re.sub(DOCUMENT_EN, "\0", text))
    parts = [part.strip(" ,.;:-–—?!\"'") for part in _LOOSE.sub("\0", left).split("\0")]
    term = max(filter(None, parts), key=len, default="")
    return clean(term, "en") if term and len(term.split()) <= _MAX_WORDS else ""


def _fits(match: re.Match[str] | None) -> str:
    """Return the term of a match if it is one: a name or a noun of a few words."""
    named = {} if match is None else match.groupdict()
    term = clean(named.get("term") or named.get("passive") or "", "en")
    # Is training mentioned for inspectors? Training for inspectors is meant.
    term += named.get("whom") or ""
    plain = IN_BRACKETS.sub("", term)
    fits = plain and len(plain.split()) <= _MAX_WORDS and not _CLAUSE.search(plain)
    return term if fits and not re.fullmatch(_DOC, term) else ""


def _loose(text: str) -> str:
    """Return the words between what asks, where they stand together."""
    if not _LOOSE_CUE.search(text):
        return ""
    text = re.sub(r"^(?:the|this) \w+\s*[-–—]\s*", "", text)
    quoted = re.search('[“"\']([^“”"]{2,40})[”"\']', text)
    left = re.sub(DOCUMENT_EN, "\0", text)
    parts = [part.strip(" ,.;:-–—?") for part in _LOOSE.sub("\0", left).split("\0")]
    parts = [part for part in parts if part]
    if any(_ALL.match(part) for part in parts):
        return ""
    if quoted and all(part.strip(QUOTES) in quoted.group(1) for part in parts):
        return clean(quoted.group(1), "en")
    if len(parts) != 1 or len(parts[0].split()) > _MAX_WORDS or _CLAUSE.search(parts[0]):
        return ""
    return clean(parts[0], "en")
