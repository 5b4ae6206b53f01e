"""What public holidays are called: in the reader's language where we or the country's own list know it."""

from __future__ import annotations

from collections.abc import Mapping

from core.text import Named, Value, msg

_COMMON = (
    msg("New Year's Day"),
    msg("Epiphany"),
    msg("Green Monday"),
    msg("Maundy Thursday"),
    msg("Good Friday"),
    msg("Holy Saturday"),
    msg("Easter Sunday"),
    msg("Easter Monday"),
    msg("Labour Day"),
    msg("Ascension Day"),
    msg("Pentecost"),
    msg("Whit Monday"),
    msg("Corpus Christi"),
    msg("Midsummer Eve"),
    msg("Midsummer Day"),
    msg("Assumption Day"),
    msg("All Saints' Day"),
    msg("Immaculate Conception"),
    msg("Christmas Eve"),
    msg("Christmas Day"),
    msg("Second Day of Christmas"),
    msg("Saint Stephen's Day"),
    msg("New Year's Eve"),
    msg("National Day"),
    msg("Independence Day"),
    msg("Republic Day"),
    msg("Freedom Day"),
)
# As the list of holidays has it, where we say it otherwise.
_ALSO = {"Labor Day": "Labour Day", "Pentecost Monday": "Whit Monday", "Easter": "Easter Sunday"}
_KNOWN = {name.singular: name for name in _COMMON}


def holiday_name(english: str, names: Mapping[str, str]) -> Value:
    """``names``: by language, as the country's own list has them."""
    known = _KNOWN.get(_ALSO.get(english, english))
    return known or Named({"en": english, **{code: name for code, name in names.items() if name}})
