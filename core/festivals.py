"""What public holidays are called: in the reader's language where we or the country's own list know it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from core.text import Listing, Message, Named, Value, msg

_MONDAY = 0

# What is celebrated in more than one country, then what one country or region has for itself.
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
    msg("All Souls' Day"),
    msg("Anti-Fascist Struggle Day"),
    msg("Armistice Day"),
    msg("Candlemas"),
    msg("Children's Day"),
    msg("Commerce Day"),
    msg("Constitution Day"),
    msg("Constitutional Assembly Convocation Day"),
    msg("Cyprus Independence Day"),
    msg("Cyprus National Day"),
    msg("Day of Our Lady of the Seven Sorrows"),
    msg("Day of Portugal, Camões, and the Portuguese Communities"),
    msg("Day of Remembrance for the Dead"),
    msg("Day of Restoration of Independence of Lithuania"),
    msg("Day of Restoration of the State of Lithuania"),
    msg("Day of Slavonic Alphabet, Bulgarian Enlightenment and Culture"),
    msg("Day of Uprising Against Occupation"),
    msg("Day of Victory over Fascism"),
    msg("Day of the Establishment of the Slovak Republic"),
    msg("Dormition of the Mother of God"),
    msg("Europe Day"),
    msg("Father's Day"),
    msg("First Day of Summer"),
    msg("German Unity Day"),
    msg("Glorifying Mother of God"),
    msg("Greek Independence Day"),
    msg("Independence Restoration Day"),
    msg("Independence and Unity Day"),
    msg("Independent Czech State Restoration Day"),
    msg("Independent Czechoslovak State Day"),
    msg("Jan Hus Day"),
    msg("King's Day"),
    msg("Liberation Day"),
    msg("May Day"),
    msg("Mother's Day"),
    msg("National Day of the Third of May"),
    msg("National Independence Day"),
    msg("National Unity Day"),
    msg("Nativity of Mary"),
    msg("Non-working day"),
    msg("Ohi Day"),
    msg("Prešeren's Day, the Slovenian Cultural Holiday"),
    msg("Reformation Day"),
    msg("Remembrance Day"),
    msg("Republic of Latvia Proclamation Day"),
    msg("Restoration of Independence Day"),
    msg("Saint Andrew's Day"),
    msg("Saint Brigid's Day"),
    msg("Saint Francis of Assisi, Patron Saint of Italy"),
    msg("Saint George's Day"),
    msg("Saint George's Day, Day of the Bulgarian Army"),
    msg("Saint John the Baptist"),
    msg("Saint Joseph's Day"),
    msg("Saint Patrick's Day"),
    msg("Saints Cyril and Methodius Day"),
    msg("Slovak National Uprising Anniversary"),
    msg("State Foundation Day"),
    msg("Statehood Day"),
    msg("Struggle for Freedom and Democracy Day and International Students' Day"),
    msg("Unification Day"),
    msg("Unification of the Romanian Principalities Day"),
    msg("Victory Day"),
    msg("Victory and Homeland Thanksgiving Day and Croatian Veterans Day"),
    msg("Women's Day"),
    msg("World Children's Day"),
    msg("Repentance and Prayer Day"),
    msg("Augsburg Peace Festival"),
    msg("Andalusia Day"),
    msg("Asturias Day"),
    msg("Cantabria Institutions Day"),
    msg("Castile and León Day"),
    msg("Castilla-La Mancha Day"),
    msg("Ceuta Day"),
    msg("Day of Our Lady of Victory"),
    msg("Day of the Balearic Islands"),
    msg("Day of the Canary Islands"),
    msg("Eid al-Adha"),
    msg("Eid al-Fitr"),
    msg("Extremadura Day"),
    msg("Galician National Day"),
    msg("Galician Literature Day"),
    msg("La Rioja Day"),
    msg("Madrid Day"),
    msg("Melilla Day"),
    msg("Murcia Day"),
    msg("National Day of Catalonia"),
    msg("Our Lady of Mercy"),
    msg("Our Lady of Bien Aparecida"),
    msg("Saint Anthony's Day"),
    msg("Saint Francis Xavier's Day"),
    msg("Saint James' Day"),
    msg("Santa Maria of Africa"),
    msg("Valencian Community Day"),
    msg("Feast of Saint Joseph"),
    msg("Feast of Saint Paul's Shipwreck"),
    msg("Feast of Saint Peter and Saint Paul"),
    msg("Feast of Our Lady of Victories"),
    msg("Sette Giugno"),
    msg("Åland's Autonomy Day"),
    msg("Day of Dew and Saint John"),
    msg("Abolition of Slavery"),
    msg("August Bank Holiday"),
    msg("June Bank Holiday"),
    msg("May Bank Holiday"),
    msg("October Bank Holiday"),
    msg("Day of the Autonomous Region of the Azores"),
    msg("Day of the Autonomous Region of Madeira and the Madeiran Communities"),
    msg("Epiphany (Three Kings' Day and Orthodox Christmas)"),
)
# As the list of holidays has it, where we say it otherwise.
_ALSO = {
    "Assumption Of Mary Day": "Assumption Day",
    "Day After Christmas": "Second Day of Christmas",
    "Easter": "Easter Sunday",
    "Feast of the Assumption": "Assumption Day",
    "Feast of the Immaculate Conception": "Immaculate Conception",
    "International Workers' Day": "Labour Day",
    "Labor Day": "Labour Day",
    "Labor Day and International Workers' Solidarity Day": "Labour Day",
    "Pentecost Monday": "Whit Monday",
    "Saint John's Day": "Saint John the Baptist",
    "Worker's Day": "Labour Day",
}
# The day after, where the list calls both days alike.
_ON_MONDAY = {"Easter Sunday": "Easter Monday", "Pentecost": "Whit Monday"}
_KNOWN = {name.singular: name for name in _COMMON}
_BOTH = "; "
_MOVED = re.compile(r"(?P<name>.*) \((?:observed|estimated)\)")
_MONDAY_AFTER = re.compile(r"Monday following (?P<name>.*)")
_INSTEAD = re.compile(r"Day off \(substituted from (\d+)/(\d+)/(\d+)\)")


def holiday_name(english: str, names: Mapping[str, str], day: date) -> Value:
    """What is celebrated on this day; ``names``: by language, as the country's own list has them."""
    if _BOTH in english:
        return Listing(tuple(holiday_name(part, {}, day) for part in english.split(_BOTH)))
    if known := _known(english, day):
        return known
    if found := _MOVED.fullmatch(english):
        return holiday_name(found["name"], {}, day)
    if found := _MONDAY_AFTER.fullmatch(english):
        # What it is called on its own day.
        own = holiday_name(found["name"], {}, date.min)
        return msg("the Monday after: {holiday}", holiday=own)
    if found := _INSTEAD.fullmatch(english):
        month, number, year = map(int, found.groups())
        worked = date(year, month, number)
        return msg("day off, worked on {day} instead", day=worked)
    return Named({"en": english, **{code: name for code, name in names.items() if name}})


def _known(english: str, day: date) -> Message | None:
    name = _ALSO.get(english, english)
    if day > date.min and day.weekday() == _MONDAY:
        name = _ON_MONDAY.get(name, name)
    return _KNOWN.get(name)
