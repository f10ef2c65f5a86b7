"""The numbers that Word writes before paragraphs, in the formats of ECMA-376 part 1, 17.18.59."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_OLD = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED_IDEOGRAPHS = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Word shows plain digits above what a format has signs for.
_LARGEST = 32_767


def numeral(number: int, style: str) -> str:
    """Return ``number`` as Word writes it in a format; plain digits where it has no sign for it."""
    write = _FORMATS.get(style)
    if write is None or not 0 <= number <= _LARGEST:
        return str(number)
    return write(number)


def _counted(number: int, digits: str, units: str, *, one_ten: bool) -> str:
    """Return 一百零五 and the like: ``units`` are ten, hundred, thousand, ten thousand."""
    zero = "零"
    if number == 0:
        return zero
    high, low = divmod(number, 10_000)
    words = _counted(high, digits, units, one_ten=one_ten) + units[3] if high else ""
    gap = False
    for unit, size in ((units[2], 1000), (units[1], 100), (units[0], 10), ("", 1)):
        digit, low = divmod(low, size)
        if digit == 0:
            gap = bool(words)
            continue
        words += (zero if gap else "") + digits[digit] + unit
        gap = False
    if not one_ten and words.startswith(digits[1] + units[0]):
        words = words[1:]
    return words


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """Return 一 … 九十九, and digit by digit from 一〇〇 on, as Word does in this format."""
    if number < 100:  # noqa: PLR2004  # the largest number of two digits
        return _counted(number, _DIGITS, "十百千万", one_ten=False)
    return _digit_by_digit(number).replace("〇", "○")


def _thousands(number: int) -> str:
    return _counted(number, _DIGITS, "十百千万", one_ten=False)


def _letters(number: int) -> str:
    """Return a … z, aa, bb …: Word repeats the letter."""
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1) if number > 0 else "0"


def _roman(number: int) -> str:
    words = ""
    for size, sign in _ROMAN:
        times, number = divmod(number, size)
        words += sign * times
    return words


def _ordinal(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _signs(signs: str) -> Callable[[int], str]:
    """Return what picks one of ``signs``, from 1, beginning again behind the last."""
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _from(first: str, size: int) -> Callable[[int], str]:
    """Return what picks one of ``size`` characters from ``first`` on, and digits above."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= size else str(number)


def _circled(number: int) -> str:
    """Return ① … ㊿."""
    for first, start, last in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= number <= last:
            return chr(ord(first) + number - start)
    return "⓪" if number == 0 else str(number)


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _thousands,
    "koreanCounting": _thousands,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "koreanDigital": _digit_by_digit,
    "chineseLegalSimplified": lambda n: _counted(n, _FORMAL, "拾佰仟万", one_ten=True),
    "ideographLegalTraditional": lambda n: _counted(n, _FORMAL_OLD, "拾佰仟萬", one_ten=True),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "ideographZodiacTraditional": lambda n: (
        _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if n > 0 else str(n)
    ),
    "ideographEnclosedCircle": lambda n: (
        _CIRCLED_IDEOGRAPHS[n - 1] if 0 < n <= len(_CIRCLED_IDEOGRAPHS) else _thousands(n)
    ),
}
