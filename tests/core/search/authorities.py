"""A small directory to search in, with the words of a small gazetteer."""

from __future__ import annotations

from core.search import Entry, Hit, Index, Name, Vocabulary

WORDS = Vocabulary(
    countries={
        "Portugal": frozenset({"PT"}),
        "Portugāle": frozenset({"PT"}),
        "Portuguese": frozenset({"PT"}),
        "Πορτογαλία": frozenset({"PT"}),
        "Ireland": frozenset({"IE"}),
        "Irlandia": frozenset({"IE"}),
        "Czech Republic": frozenset({"CZ"}),
        "slovenská": frozenset({"SI", "SK"}),
        "Austria": frozenset({"AT"}),
        "Germany": frozenset({"DE"}),
    },
    areas={"construction": frozenset({"services"}), "строителство": frozenset({"services"})},
    cities={
        "Lisboa": "lisbon",
        "Lisbon": "lisbon",
        "Lisabona": "lisbon",
        "Wien": "vienna",
        "Vīne": "vienna",
    },
    extra=frozenset({"the", "authority", "of"}),
)


def entry(
    id: str, country: str, *names: str, city: str = "", areas: frozenset[str] = frozenset()
) -> Entry:
    """An authority by its names, each as "language: name" or "language: name (kind)"."""
    return Entry(id, country, city, tuple(map(_name, names)), areas)


def _name(told: str) -> Name:
    language, _, text = told.partition(": ")
    text, _, kind = text.partition(" (")
    return Name(text, language, kind.rstrip(")") or "primary")


ENTRIES = (
    entry("krumovgrad", "BG", "bg: ОБЩИНА КРУМОВГРАД", city="Крумовград"),
    entry("krichim", "BG", "bg: Община Кричим"),
    entry("ruse", "BG", "bg: Община Русе"),
    entry("justice", "BG", "bg: Министерство на правосъдието", "en: Ministry of Justice"),
    entry("statistics-gr", "GR", "el: Ελληνική Στατιστική Αρχή", "el: ΕΛ.ΣΤΑΤ. (abbreviation)"),
    entry("port-piraeus", "GR", "el: Λιμεναρχείο Πειραιά"),
    entry("health-gr", "GR", "el: Υπουργείο Υγείας", city="Αθήνα"),
    entry(
        "tourism", "PT", "pt: Turismo de Portugal, I. P.", "en: Portuguese Tourist Board (label)"
    ),
    entry("lisbon", "PT", "pt: Câmara Municipal de Lisboa", city="Lisboa"),
    entry("appeal-lisbon", "PT", "pt: Tribunal da Relação", city="Lisboa"),
    entry("appeal-porto", "PT", "pt: Tribunal da Relação", city="Porto"),
    entry("builders", "PT", "pt: Instituto dos Mercados Públicos", areas=frozenset({"services"})),
    entry("builders-at", "AT", "de: Wirtschaftskammer", areas=frozenset({"services", "posting"})),
    entry("finance-cz", "CZ", "cs: Ministerstvo financí"),
    entry("finance-pl", "PL", "pl: Ministerstwo Finansów"),
    entry("rural", "LV", "lv: Lauku atbalsta dienests", "lv: LAD (abbreviation)"),
    entry(
        "data",
        "LV",
        "lv: Datu valsts inspekcija",
        "en: Data State Inspectorate (label)",
        city="Rīga",
    ),
    entry("justice-de", "DE", "de: Bundesministerium der Justiz", "de: BMJ (abbreviation)"),
    entry("traffic-de", "DE", "de: Ministerium für Verkehr"),
    entry("environment-de", "DE", "de: Umweltbundesamt"),
    entry("environment-at", "AT", "de: Umweltbundesamt", city="Wien"),
    entry("haerryda", "SE", "sv: Härryda kommun"),
    entry("berlevag", "NO", "no: Berlevåg kommune"),
    entry("strasse", "DE", "de: Straßenbauamt Fulda"),
    entry("lodz", "PL", "pl: Urząd Miasta Łodzi"),
    entry("ida", "IE", "en: IDA Ireland"),
    entry("high-court", "IE", "en: The High Court", city="Dublin"),
    entry("epe", "PT", "pt: Hospital Garcia de Orta, E. P. E."),
    entry("culture-si", "SI", "sl: Ministrstvo za kulturo"),
    entry("culture-sk", "SK", "sk: Ministerstvo kultúry"),
)

INDEX = Index.build(ENTRIES, WORDS)


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


def first(text: str, index: Index = INDEX) -> str:
    """The best hit, which must be a confident one."""
    (best, *_) = index.find(text)
    assert best.confident, best
    return best.id
