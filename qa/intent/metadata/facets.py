"""The words by which what a document is, and what it says of itself, is asked for, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.intent.metadata.words import (
    EN_APPLIES,
    EN_EARLIER,
    EN_ENDED,
    ZH_APPLIES,
    ZH_EARLIER,
    ZH_ENDED,
    ZH_HOLD,
    ZH_ISSUE,
    ZH_WHEN,
)
from qa.intent.request import Facet
from qa.result import Language

FACETS: Mapping[Language, Mapping[Facet, re.Pattern[str]]] = {
    "zh": {
        "number": regex(
            "文号|发文字号|发文号|文件号|文件编号|几号文|字号|标准号|标准编号|编号是|编号多少|第几号|"
            "(?:主席令|国务院令|令)(?:是)?(?:第)?(?:几|多少)?(?:号|是)|编号"),
        "amended": regex(
            "(?:最后|最近|上次|上一次|最新)(?:的)?(?:一次|一回)?(?:修改|修订|修正)|"
            "(?:修改|修订|修正)(?:的)?(?:日期|时间|日子)|"
            "(?:修改|修订|修正|改[了过])(?:了|过)?(?:几|多少)(?:次|回)|(?:什么时候|何时|哪天|哪年|哪一年)(?:被)?"
                "(?:修改|修订|修正)|(?:修改|修订|修正)过(?:吗|没有)?|(?:修改|修订|修正)(?:于|是)?"
                "(?:什么时候|何时|哪天|哪年)"
        ),
        "effective": regex(
            rf"{ZH_WHEN}(?:开始|起|就|要|会|才|被|正式|全面|可以|能)*(?:{ZH_HOLD})"
            rf"|(?:{ZH_HOLD})(?:的)?(?:起始|开始)?(?:日期|时间|日子)"
            rf"|(?:施行|实施|实行|执行|生效|启用)(?:是)?(?:从|自)?{ZH_WHEN}(?!为?止)"
        ),
        "end": regex(
            rf"{ZH_WHEN}(?:会|就|要|才)?(?:废止|失效|到期|作废|过期|截止|结束)"
            "|(?:废止|失效|到期)(?:的)?(?:日期|时间)|有效期|过期|(?:还|仍|现在)(?:是否|是不是)?有效"
            "|(?:还|仍|现在)(?:有效|管用|能用|作数|算数|生效|适用)(?:吗|么|不|没)|有效(?:吗|么|没有)|失效了(?:吗|没|么|$)"
            rf"|(?:有效|试行|暂行|实行|执行|施行|生效|管用|能用"
            rf"|用)(?:期限?)?(?:是|为|有)?(?:到|至|截至|截止到?){ZH_WHEN}"
            "|(?:有效|试行|暂行)(?:期限?)?(?:是|为|有)?(?:多久|多长(?:时间)?|几年|几个月|多少年|多少个?月)"
        ),
        "replaces": regex(
            "(?:取代|代替|替代|替换|废止|作废|废除|停止(?:执行|使用|施行"
            "|实行))了?(?:的)?(?:是)?(?:以前|原来|原先|先前|旧)*(?:的)?(?:哪|什么|谁|啥)"
            "|(?:旧|原来?|原先|以前|此前|之前|老)(?:的|那[个份部])*[^,，。]{0,8}"
            "(?:还|仍)(?:有用|好使|顶用|能用|可以用|作数|有效|算数?|管用|执行|适用|生效)"
            "|(?:取代|代替|替代|替换|废止|废除)了?(?:别的|其他|其它)"
            "|(?:取代|代替|替代|替换|废止|废除)了?(?:以前|原来|原先|先前|之前|此前|旧|老)"
            rf"|(?:旧|原来|原先|以前|此前|之前|老)(?:的)?[^,，"
            rf"。]{{0,8}}(?:{ZH_ENDED})|同时(?:废止|作废|失效|停止)"
            rf"|(?:哪|什么|啥)(?!时候|天|年|一天|一年)[^,，。]{{0,8}}(?:{ZH_EARLIER}"
            rf"|东西)?(?:被|就|也|都|同时|会|已经?)*(?:{ZH_ENDED})|前身"
        ),
        "interpreter": regex(
            "解释权|(?:由|归)?(?:谁|哪[个家]?(?:部门|单位|机关|机构)"
            "|[什何]么?(?:部门|单位|机关|机构))(?:来|负责|有权)*解释|解释(?:机关|部门|单位)"
        ),
        "contact": regex(
            "联系人|联系(?:电话|方式|地址)|(?:咨询|热线|监督|举报|投诉|服务|值班|报名)的?(?:电话|热线|号码)"
            "|(?:电话|热线)(?:号码)?(?:是|多少|几号|有|打|$)|(?:打|拨打?)(?:哪个?"
            "|什么|多少)(?:电话|号码|号)|有(?:没有|无)?[^,，。]{0,4}(?:电话|热线)"
            "|(?:跟|和|同|找|向|与|给)(?:谁|哪个人|什么人)(?:联系"
            "|咨询|打电话)|联系(?:谁|哪个人|什么人)|联系(?:哪里|哪儿)"
        ),
        "period": regex(
            "规划期限?|规划年限|起止|计划期|(?<!时间)(?:期限|年限)(?=是|到|$)|到哪(?:一)?年|"
                "截至哪(?:一)?年|截止到?哪(?:一)?年|管到|管几年|管多少年|哪几年|哪些年(?!份)|几年的|时间跨度|"
                "目标年|起止|从哪(?:一)?年"
        ),
        "date": regex(
            rf"(?:什么时候|何时|啥时候|哪天|哪一天|哪年|哪一年|几月几号|几号|多会儿)(?:正式|对外|"
                rf"由)*(?:{ZH_ISSUE})"
            rf"|(?:{ZH_ISSUE}|落款|签署)(?:的)?(?:日期|时间|年份|日子|日)|(?:{ZH_ISSUE})(?:于|是|"
                rf"在)?(?:什么时候|何时|哪天|哪年|哪一年|几号)|(?:哪年|哪一年|什么时候|哪天)的|"
                rf"落款(?:是)?(?:哪|几|什么时候)|(?:第几次|哪次|哪一次|什么|哪届|哪一届|"
                    rf"第几届)(?:全国|省|市|常委会|人大|"
                rf"常务)*(?:会议|常委会)|(?<!截止)(?<!到期)(?<!哪些)(?<!所有)日期(?!(?:都|分别|一共)*有哪)"
        ),
        "body": regex(
            rf"(?:谁|哪(?:个|一级|级)?(?:部门|单位|机关|机构|政府|部委|层级|级别|级)?|什么(?:部门|"
                rf"单位|机关|机构|政府|人)|哪儿|哪里|何人|哪家)(?:联合)?(?:{ZH_ISSUE})"
            rf"|(?:{ZH_ISSUE})(?:它|本规划|文件)?(?:的)?(?:单位|机关|机构|部门|主体|者|人|政府|"
                rf"方)|(?:起草|编制|归口)(?:单位|机关|部门)|(?:谁|什么单位|哪个单位|哪个部门|"
                rf"什么部门)(?:负责)?(?:起草|编制|制定)的|落款"
                rf"|署名|署(?:的|了)?(?:谁|什么|啥|哪)|(?:是|由)谁(?:的|出)|"
            rf"谁出的|作者|(?:作|做)(?:的)?报告|报告人|(?:在|向)(?:哪|什么)[^,，。]{0,6}(?:会议|大会"
            rf"|会)上?|(?:经|由)?谁(?:来)?(?:签|批|盖|同意|写|定|牵头起草|主持起草)|总理|主席签|哪(?:一)?级"
            rf"(?:政府|机关|部门|人大|常委会)*(?:出|发|定|批|通过)|(?:中央|国家"
            rf"|国务院|部委|省里?|市里?|地方)(?:的|发的|出的)?(?:文件)?还是|"
            rf"(?:起草|编制|制定|批准|发布)(?:它)?的?(?:是)?(?:哪|谁)"
        ),
        "session": regex(
            "(?:第几次|哪(?:一)?次|哪(?:一)?届|第几届|什么|哪个)[^,，"
            "。通]{0,10}会议?(?:上)?(?:审议)?通过|哪(?:一)?次[^,，。]{0,6}通过"
        ),
        "copies": regex("抄送"),
        "addressee": regex(
            "发给|抬头|主送|印发给|下发(?:给|到)|送给|收文|写给|给谁的|面向哪些单位|接收"),
        "purpose": regex(
            "上位法|目的|图(?:个|的)?(?:是)?(?:啥|什么)|(?:依据"
            "|根据|凭|按)(?:的是|了|的)?(?:哪|什么|啥)[^,，。]{0,6}"
            "(?:写|定|制定|编制|出台|来的)|为了(?:什么|啥|干啥"
            "|干什么|解决)|为什么(?:要)?(?:出台|制定|发布|发|印发|编制|写|出)|"
            "为啥(?:要)?(?:出台|制定|发布|发|印发|编制|写|出)|初衷|宗旨|制定依据|根据什么(?:制定|编制)|"
            "依据什么(?:制定|编制)|(?:依据|根据|按照?"
            "|执行)的?(?:是)?(?:哪|什么)一?(?:个|部|项|些|份)?(?:上级)?(?:法律"
            "|法规|办法|条例|规定|文件|政策|法)$|(?:干|做)(?:什么"
            "|啥|嘛|吗)(?:用)?的|(?:编制|立法|制定)(?:的)?依据|(?:根据|"
                "依据)(?:哪|什么)(?:部|个|些|项)?(?:法律|法规|规定|文件)?(?:制定|编制|出台)"),
        "area": regex(
            "(?:管|约束|规范|调整)(?:的|到|得)?(?:是|了|到)?(?:谁"
            "|哪些(?:人|单位|企业|机构|主体)|什么(?:人|单位|企业))|"
            "(?:对|给)(?:谁|哪些(?:单位|企业|机构|主体))(?:适用|有效|管用|有约束力?|生效)|"
            "适用(?:范围|于|地区|区域|对象|哪|谁)|(?:对|给)(?:哪些|什么"
            "|哪类)人适用|规划范围|实施范围|针对(?:哪|什么|谁)|"
            f"{ZH_APPLIES}|"
            "适用(?:于)?[^,，。]{0,10}(?:吗|么|不)$|管(?:哪里|哪儿|哪些地方)|"
            "哪个(?:地区|地方|城市|省|市|区)的|什么地方的|哪里的|(?:给|为)哪(?:个|座|里|儿|"
                "一?个?)(?:地区|地方|城市|省|市|区)?(?:编|制定|定|写|做)|哪座城市的|(?:在|"
                "位于)(?:什么位置|哪里|哪儿|"
            "什么地方|何处)|地理位置|位置在|地理范围|四至|(?:覆盖|涵盖)(?:的)?(?:哪些|哪几个|"
            "什么|哪里)$|(?:覆盖|涵盖|涉及|包括)(?:的)?(?:哪些|哪几个|什么)(?:个)?(?:地区|区域|地方|范围|省|市|县|城市)$"),
        "annex": regex(
            "(?:有|带|附|几个|哪些|什么|多少|啥)[^讲说写]{0,4}(?:附件|附录|附表)|(?:附件|附录|"
            "附表)(?:有|是|都|叫|名|清单|分别|各)*(?:哪些|几|多少|没有|什么|吗|啥|名称)|带没带附|有没有附"),
        "length": regex(
            "(?:全文|通篇|整篇|文件|条例|规划|全篇|一共|总共|共|大概"
            "|大约)?(?:有)?(?:(?<![期间限])(?<![期间限]有)多长|多少个?字|几个?字|几千字|几万字|多少页|几页)"
            "(?:啊|呀|呢)?$|篇幅|字数|页数"),
        "title": regex(
            "全称|全名|标题|题目|名称|什么(?:级别|样)的?(?:文件|东西)"
            "|什么东西|(?:文件|规划|条例|文|正式|完整)名|叫什么|叫啥|什么性质|"
                "第几个(?:五年)?(?:规划|计划)|"
                "什么(?:文件|法规|"
            "法律|规划|条例)|名字"),
    },
    "en": {
        "end": regex(
            r"\b(?:when|until|till|how long|what (?:date|day|year)|which (?:date|day|year))\b.*"
            r"\b(?:expires?|repealed|lapses?|ceases?|valid|in force until|run out|runs out|trial)\b"
            r"|\buntil (?:when|which|what)\b.*\b(?:valid|in force)\b|\bstill (?:valid|in force|in effect)\b"
            r"|\b(?:does|do|did|will|has|have) (?:it|this|that|the \w+|these \w+)(?: \w+)? expired?\b"
            r"|\bexpir(?:y|ation)\b"
        ),
        "interpreter": regex(
            r"\b(?:who|which|what|whom)\b.*\b(?:interpret\w*|interpretation)\b|\bright (?:to|of) interpret\w*"
        ),
        "contact": regex(
            r"\bcontact (?:person|details|information|number|point)s?\b|\bhotline\b"
            r"|\b(?:tele)?phone numbers?\b"
            r"|\bwho(?:m)? (?:can|should|do|to|may|must) (?:i |we |you |one )?(?:contact|call|phone|ring)\b"
            r"|\b(?:which|what) (?:(?:tele)?phone )?(?:number|line) (?:can"
            r"|should|do|to|may) (?:i |we |you )?(?:call|dial|ring|phone)\b"
            r"|\bnumber (?:to|for) (?:call|dial|ring|phone"
            r"|complaints?|reports?|reporting|questions)\b|\bcontacts?$"
        ),
        "replaces": regex(
            r"\b(?:replac\w+|supersed\w+|overrid\w+|repeals?|abolish\w*|predecessor|"
            r"(?:old(?:er)?|earlier|previous|former) "
            rf"{EN_EARLIER})\b|\b(?:which|what)\b(?! (?:date|day|year|time)\b).*\b{EN_ENDED}"
            rf"|\b{EN_EARLIER} (?:is|are|was|were|gets?) {EN_ENDED}"
        ),
        "number": regex(
            r"\b(?:document|reference|file|official|issue|serial|doc|ref|standard|notice|decree|"
            r"order)\b.{0,12}\b(?:number|no|code|#)|\bwhat number\b|\bnumber of (?:the|this) "
            r"(?:document|plan|notice|opinion|law|regulations?)\b|文号"),
        "amended": regex(
            r"\b(?:amend(?:ed|ments?)|revis(?:ed|ions?))\b"
        ),
        "effective": regex(
            r"\b(?:effective|in(?:to)? (?:force|effect)|take(?:s)? effect|took effect|come(?:s)? "
                r"into|came into|enter(?:s|ed)? into|effect|commence\w*|valid until|(?:until|till) "
                r"when\b.*valid|validity|expire\w*|repealed|implementation date|start(?:s)? applying|"
                r"applicable (?:from|since)|apply from)\b"
            r"|\b(?:when|from (?:when|(?:what|which) (?:date"
            r"|day))|since when|(?:what|which) (?:date|day)|as of when)\b.*"
            r"\b(?:apply|applies|applied|start(?:s|ed)?|begins?"
            r"|began|operative|enforced?|in use|introduced|be followed)\b"
        ),
        "period": regex(
            r"\b(?:planning (?:period|horizon)|(?:time ?(?:frame|span|horizon)|period|years?|"
            r"horizon)\b.*\b(?:cover\w*|plan\w*|span\w*|run\w*|for)|(?:what|which) (?:period|years?|"
            r"timeframe|time span)|until (?:what|which) year|up to (?:what|which) year|how many years|"
            r"end year|target year|(?:cover|span|run|last)s? (?:to|until|up to|through)|"
            r"\bgo(?:es)? (?:to|until|up to)|how long "
            r"(?:does|is|will))\b"),
        "date": regex(
            r"\b(?:when|what (?:day|date|year|month|time)|on (?:what|which) (?:day|date)|which "
                r"(?:year|day|date|month)|how old|date of)\b.*\b(?:issued?|publish\w*|releas\w*|"
                r"promulgat\w*|adopt\w*|pass(?:ed)?|approv\w*|sign\w*|dated?|print\w*|came out|come "
                r"out|written|enact\w*|posted|publication|issuance|release|appear\w*|drawn up)\b|"
                r"\b(?:issu\w*|publication|release|publish\w*|promulgation|adoption|approval|signing) "
                r"date\b|\bdate of (?:issue|publication|release|promulgation|adoption|approval)\b|"
                r"\bdated\b|\bwhat(?:'s| is) the date\b|^(?:the )?date$"
        ),
        "body": regex(
            r"\b(?:who|whom|which (?:\w+ )?(?:body|bodies|authority|authorities|agency|agencies|"
                r"department|government|ministry|organi[sz]ation|office|institution|level of "
                r"government|organ|unit|council|session|congress|committee|meeting)|what (?:\w+ "
                    r")?(?:body|authority|agency|department|"
                r"government|ministry|organi[sz]ation|office|institution|organ)|whose)\b.*\b(?:issu\w*|"
                r"publish\w*|releas\w*|promulgat\w*|adopt\w*|pass(?:ed)?|approv\w*|sign\w*|wrote|"
                r"written|names? to|made|ma[dk]es?|drafted|draft|drew|drawn|enact\w*|put (?:it |this )?out|"
                r"behind|author\w*|from|document|plan)\b"
            r"|\b(?:who|whom|where|which|what)\b.*\b(?:deliver\w*"
            r"|present(?:ed|s)|gave|given|reported|speaker|speaks?)\b"
            r"|\b(?:national|central|state)\b.*\bor\b.*\b(?:local|provincial|municipal|city)\b"
            r"|\bissuing (?:body|authority|agency|department|organ|organi[sz]ation)\b|\bissued "
                r"by\b|\bauthors?\b|\bissuer\b|\bwho(?:'s| is) (?:it|this) (?:from|by)\b|\bwhose "
                    r"(?:\w+ )?(?:plan|document|law|notice)\b"
        ),
        "session": regex(
            r"\b(?:which|what) (?:\w+ ){0,3}(?:session|meeting)\b"
            r"|\badopted\b.*\bapproved\b|\bapproved\b.*\badopted\b"
        ),
        "copies": regex(r"\bcopied\b|\bcc(?:'?d|ed)?\b|\bcopies (?:sent )?to\b"),
        "addressee": regex(
            r"\b(?:address(?:ed|ees?)|recipients?|sent to|directed (?:to|at)|who (?:is|was) (?:it|"
            r"this).*(?:to|for)|(?:to|for) whom)\b"),
        "purpose": regex(
            r"\b(?:purpose|(?:aim|point) of (?:the|this|it)|intention|based on|on (?:which|what)\b.*\bbased$|"
            r"(?:made|drawn up|issued|written|enacted) (?:under|pursuant to|"
            r"on the basis of)|what basis|why did (?:they|the \w+)|"
            r"why (?:was|is|did|has|were)\b.*\b(?:issu\w*|"
            r"made|written|publish\w*|adopt\w*|enact\w*|drawn up|drafted|releas\w*|formulat\w*)|legal "
            r"basis|what(?:'s| is| are) (?:it|(?:this|the|these) ?"
            r"(?:document|plan|law|notice|opinion|regulation|rules|measure|scheme|act|decision)?s?) for$|"
            r"reason for (?:issuing|making|the (?:document|plan|law|notice)))\b"),
        "area": regex(
            r"\b(?:scope|area|territory|region|jurisdiction|place|geograph\w*|city|"
            r"province)\b.*\b(?:appl\w*|cover\w*|concern\w*|for|about|scope)\b|\b(?:apply|applies|"
            r"applicable)\b.*\b(?:where|to|who|whom)\b|\b(?:where|who|whom|what)\b.*\b(?:apply|applies|"
            r"applicable)\b|"
            r"\bwho (?:is|are) (?:covered|bound|affected|governed|concerned|regulated)\b|"
            r"\bwhom? (?:does|do) (?:it|this|they|the \w+) "
            r"(?:concern|bind|cover|affect|govern|regulate)\b|"
            rf"{EN_APPLIES}|"
            r"\bscope of application\b|\b(?:which|what) (?:area|region|place|territory|"
            r"city|province)\b|\bwhere (?:is|are|does)\b"),
        "annex": regex(
            r"\b(?:what|which|any|how many|an|list|name|are there(?: any)?|is there(?: an)?) "
                r"(?:annex(?:es)?|appendix|appendices|attachments?|attached|enclosures?)\b|\bannexes\b|"
                r"\bappendices\b"
        ),
        "length": regex(
            r"\bhow long is (?:it|this|that|(?:the|this|that) (?:whole |full |entire )?(?:\w+ )?"
            r"(?:document|text|plan|law|regulations?|notice|paper|opinions?|file|act|report|thing|scheme))\b"
            r"(?! (?:valid|in force|good|effective))|\bhow many (?:words|characters|pages)\b|"
            r"\b(?:word|character|page) count\b|\blength of (?:it|this|(?:the|this) \w+)\b"),
        "title": regex(
            r"\b(?:title|full name|official name|name of|what(?:'s| is) (?:it|this|the (?:document|"
            r"plan|law|notice)) called|(?:is|was) (?:it|this|the document) called|what (?:is|kind of|"
            r"sort of|type of) (?:document |text |paper )?(?:is )?(?:this|it)(?: document| paper| "
            r"text)?|called)\b|^(?:what|which) (?:\w+[- ]){0,2}(?:law|document|plan|regulation|"
                r"notice) is (?:it|this)\b"),
    },
}  # fmt: skip
