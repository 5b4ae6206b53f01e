"""Countries and cities by any name, for the search to understand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from babel import Locale

from bot.capitals import LANGUAGES
from bot.content import load
from bot.documents import read_document
from bot.gazetteer import AREA_WORDS, COUNTRIES, vocabulary
from core.search import Entry, Index, Name
from core.search.folding import fold

CONTENT = Path(__file__).parents[2] / "content"
AREAS = {"tūrisms": frozenset({"tourism"})}
WORDS = vocabulary(CONTENT, AREAS)
CODES = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
    *("IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
}
BY_FOLDED: dict[str, set[str]] = {}
for phrase, codes in WORDS.countries.items():
    BY_FOLDED.setdefault(fold(phrase), set()).update(codes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_in_every_language(language: str) -> None:
    names = Locale.parse(language).territories
    assert [code for code in CODES if code not in WORDS.countries[names[code]]] == []


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Portugal", "PT"),
        ("Portugāle", "PT"),
        ("portugalia", "PT"),
        ("l-Awstrija", "AT"),
        ("an Ghréig", "GR"),
        ("Κάτω Χώρες", "NL"),
        ("България", "BG"),
        ("PT", "PT"),
        ("PRT", "PT"),
        ("EL", "GR"),
        ("GR", "GR"),
        ("Holland", "NL"),
        ("Czech Republic", "CZ"),
        ("Évropska unija", "EU"),
        ("Portuguese", "PT"),
        ("portugāļu", "PT"),
        ("portugués", "PT"),
        ("portuguesas", "PT"),
        ("portugalský", "PT"),
        ("portugiesischen", "PT"),
        ("alemão", "DE"),
        ("alemã", "DE"),
        ("германско", "DE"),
        ("Ġermanja", "DE"),
        ("Phortaingéil", "PT"),
        ("německé", "DE"),
        ("nemecká", "DE"),
        ("německého", "DE"),
        ("allemande", "DE"),
        ("saksalainen", "DE"),
        ("vokiečių", "DE"),
        ("немско", "DE"),
        ("γερμανικό", "DE"),
        ("italienne", "IT"),
        ("polskiego", "PL"),
        ("österreichische", "AT"),
        ("rakouská", "AT"),
        ("Belgian", "BE"),
        ("chypriote", "CY"),
        ("suomalainen", "FI"),
        ("Vācijas", "DE"),
        ("Portugālē", "PT"),
        ("Vokietijos", "DE"),
        ("Γερμανίας", "DE"),
        ("Saksan", "DE"),
        ("Hrvatske", "HR"),
        ("németországi", "DE"),
        ("Danmarks", "DK"),
    ],
)
def test_a_country_is_known_by_names_codes_and_adjectives(word: str, code: str) -> None:
    assert code in BY_FOLDED[fold(word)]


@pytest.mark.parametrize(
    "names",
    [
        ("Lisboa", "Lisbon", "Lisabona", "Lissabon", "Λισαβόνα"),
        ("Wien", "Vienna", "Vīne", "Bécs", "Dunaj"),
        ("København", "Copenhagen", "Kopenhāgena"),
        ("München", "Munich", "Monachium"),
        ("Αθήνα", "Athens", "Atēnas"),
    ],
)
def test_a_city_has_one_key_for_all_its_names(names: tuple[str, ...]) -> None:
    assert len({WORDS.cities[name] for name in names}) == 1


def test_countries_of_one_adjective_are_all_meant() -> None:
    assert BY_FOLDED["slovenska"] == {"SI", "SK"}


def test_the_content_file_has_no_problem_and_known_keys_only() -> None:
    document = read_document(CONTENT / COUNTRIES, COUNTRIES)
    assert document.problems == []
    assert isinstance(document.tree, dict)
    assert set(document.tree) == {
        "names",
        "adjectives",
        "endings",
        "cases",
        "city_cases",
        "cities",
        "extra",
    }
    for part in ("names", "adjectives"):
        listed = document.tree[part]
        assert isinstance(listed, dict)
        assert set(listed) <= CODES | {"EU"}
    for part in ("endings", "cases"):
        endings = document.tree[part]
        assert isinstance(endings, dict)
        assert set(endings) <= set(LANGUAGES)


@pytest.mark.parametrize(
    "typed",
    [
        "turism lisabona",
        "portugal tourism",
        "the Portuguese tourism authority",
        "tūrisms Portugāle",
        "turismo portugalský",
    ],
)
def test_officials_find_tourism_in_portugal(typed: str) -> None:
    index = Index.build(
        [
            Entry("pt", "PT", "Lisboa", (Name("Turismo de Portugal", "pt", "primary"),)),
            Entry("es", "ES", "Madrid", (Name("Turismo de España", "es", "primary"),)),
            Entry("lv", "LV", "Rīga", (Name("Tourism Latvia", "en", "label"),)),
            Entry("porto", "PT", "Porto", (Name("Câmara Municipal do Porto", "pt", "primary"),)),
        ],
        WORDS,
    )
    assert index.find(typed)[0].id == "pt"


@pytest.mark.parametrize(
    ("word", "area"),
    [
        ("Fremdenverkehr", "services"),
        ("туризъм", "services"),
        ("τουρισμός", "services"),
        ("ferðamál", "services"),
        ("inspection du travail", "posting-of-workers"),
        ("spettorat tax-xogħol", "posting-of-workers"),
        ("orvos", "professional-qualifications"),
        ("tūrisms", "tourism"),
    ],
)
def test_an_area_is_known_by_its_words_in_every_language(word: str, area: str) -> None:
    assert area in WORDS.areas[word]


def test_area_words_are_of_areas_there_are() -> None:
    document = read_document(CONTENT / AREA_WORDS, AREA_WORDS)
    known = {area.id for area in load(CONTENT).areas.all}
    assert document.problems == []
    assert isinstance(document.tree, dict)
    assert set(document.tree) <= known
    for lines in document.tree.values():
        assert len(lines) == len(LANGUAGES) - len({"en", "lv", "pt", "nn"})


def test_a_word_for_what_does_not_exist_here_may_still_be_misspelt() -> None:
    """No authority has the area: the word is looked for in names, with its typing error."""
    entry = Entry("ee", "EE", "", (Name("Turismiamet", "et", "primary"),))
    words = replace(WORDS, areas={"turismiame": frozenset({"services"})})
    assert Index.build([entry], words).find("turismiame")[0].id == "ee"


@pytest.mark.parametrize(
    ("said", "city"),
    [("Kopenhāgenas", "København"), ("Florences", "Firenze"), ("Vilniaus", "Vilnius")],
)
def test_a_city_is_known_in_the_genitive_too(said: str, city: str) -> None:
    assert WORDS.cities[said] == WORDS.cities[city]
