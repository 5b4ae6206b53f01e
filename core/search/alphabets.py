"""Letters outside a-z, spelled in a-z: by the official schemes, and as people type them."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

# Latin letters that do not fall apart into a letter and a mark.
_LATIN = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"}
    | {"ħ": "h", "ŋ": "n", "ŧ": "t"}
)
# The two letters typed for one where the keyboard has no such key: Danish, Estonian, Finnish, German …
_DIGRAPHS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj", "æ": "ae"}
)

# ELOT 743 (ISO 843); what depends on its neighbours is in _ELOT_PAIRS.
_ELOT = str.maketrans(
    dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True))
    | {"θ": "th", "χ": "ch", "ψ": "ps"}
)
_ELOT_PAIRS = (
    (re.compile("([αεη])υ(?=[αεηιουωβγδζλμνρ])"), r"\1v"),
    (re.compile("([αεη])υ"), r"\1f"),
    (re.compile("ου"), "ou"),
    (re.compile("γ(?=[γξχ])"), "n"),
    (re.compile("^μπ|μπ$"), "b"),
)
# Greeklish: the Latin letter that looks like the Greek one.
_GREEKLISH = str.maketrans(
    dict(zip("αβγδεζηικλμνοπρσςτυφχω", "abgdezhiklmnoprsstufxw", strict=True))
    | {"θ": "th", "ξ": "ks", "ψ": "ps"}
)

# Bulgarian streamlined system (Transliteration Act of 2009); a final "ия" is "ia".
_STREAMLINED = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхъь", "abvgdeziyklmnoprstufhay", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya"}
)
# Shlyokavitsa: Bulgarian as typed on a Latin keyboard, digits for letters.
_SHLYOKAVITSA = str.maketrans(
    dict(zip("абвгдежзийклмнопрстуфхцчшъьюя", "abvgdejziiklmnoprstufhc46yi_q", strict=True))
    | {"щ": "6t", "ю": "iu"}
)

_GREEK = re.compile(r"[Ͱ-Ͽἀ-῿]")
_CYRILLIC = re.compile(r"[Ѐ-ԯ]")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")

# Letters that look the same.
_AS_CYRILLIC = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
_AS_GREEK = str.maketrans("ABEZHIKMNOPTYXovu", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ")
_CYRILLIC_AS_LATIN = str.maketrans("АВСЕНКМОРТХУасеорху", "ABCEHKMOPTXYaceopxy")
_GREEK_AS_LATIN = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον", "ABEZHIKMNOPTYXov")


def plain(word: str) -> tuple[str, ...]:
    """A word in a-z and 0-9 only, every way people spell it; the official way first."""
    if word.isascii():
        return (word.lower(),)
    spelled = [_NOT_PLAIN.sub("", form) for form in _forms(_one_alphabet(word).casefold())]
    return tuple(dict.fromkeys(form for form in spelled if form))


def _forms(word: str) -> tuple[str, ...]:
    if _GREEK.search(word):
        letters = _without_marks(word.replace("ϊ", "i").replace("ΐ", "i").replace("ϋ", "y"))
        return _elot(letters), letters.translate(_GREEKLISH)
    if _CYRILLIC.search(word):
        return _streamlined(word), _without_cyrillic(word.translate(_SHLYOKAVITSA))
    bare = _without_marks(word).translate(_LATIN)
    if not bare.isascii():
        return (anyascii(bare).lower(),)
    return bare, _without_marks(word.translate(_DIGRAPHS)).translate(_LATIN)


def _elot(word: str) -> str:
    for pair, latin in _ELOT_PAIRS:
        word = pair.sub(latin, word)
    return anyascii(word.translate(_ELOT)).lower()


def _streamlined(word: str) -> str:
    if word.endswith("ия"):
        word = word[:-2] + "ia"
    return _without_cyrillic(word.translate(_STREAMLINED))


def _without_cyrillic(word: str) -> str:
    return word if word.isascii() else anyascii(_without_marks(word)).lower()


def _without_marks(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _one_alphabet(word: str) -> str:
    """A word typed with look-alike letters from two alphabets, in one of them: in Latin if it can be."""
    latin = len(_ASCII_LETTER.findall(word))
    if not latin:
        return word
    for other, there, back in (
        (_CYRILLIC, _AS_CYRILLIC, _CYRILLIC_AS_LATIN),
        (_GREEK, _AS_GREEK, _GREEK_AS_LATIN),
    ):
        if foreign := len(other.findall(word)):
            in_latin = word.translate(back)
            return word.translate(there) if foreign > latin or other.search(in_latin) else in_latin
    return word
