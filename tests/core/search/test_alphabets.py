"""Every word has a spelling in a-z and 0-9, by the official scheme first."""

from __future__ import annotations

import pytest

from core.search.alphabets import plain


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("Riga", ("riga",)),
        ("Ķegums", ("kegums",)),
        ("Łódź", ("lodz",)),
        ("Straße", ("strasse",)),
        ("Tromsø", ("tromso", "tromsoe")),
        ("Ålesund", ("alesund", "aalesund")),
        ("Đakovo", ("dakovo", "djakovo")),
        ("Þingvellir", ("thingvellir",)),
        ("Għarb", ("gharb",)),
        ("Œuvre", ("oeuvre",)),
        ("İzmir", ("izmir",)),
        ("Αθήνα", ("athina", "athhna")),
        ("Ευρώπη", ("evropi", "eurwph")),
        ("Ναύπλιο", ("nafplio", "nauplio")),
        ("Προϋπολογισμός", ("proypologismos", "proypologismos")),
        ("Έλεγχος", ("elenchos", "elegxos")),
        ("Ξάνθη", ("xanthi", "ksanthh")),
        ("Μπάμπης", ("bampis", "mpamphs")),
        ("София", ("sofia", "sofiq")),
        ("Щъркелово", ("shtarkelovo", "6tyrkelovo")),
        ("Железница", ("zheleznitsa", "jeleznica")),
        ("Юндола", ("yundola", "iundola")),
        ("Чирпан", ("chirpan", "4irpan")),
        ("Ђаково", ("djakovo", "djakovo")),
        ("中", ("zhong",)),
    ],
)
def test_a_word_is_spelled_in_plain_letters(word: str, spelled: tuple[str, ...]) -> None:
    assert plain(word) == tuple(dict.fromkeys(spelled))


@pytest.mark.parametrize(
    ("mixed", "meant"),
    [("Coфия", "София"), ("AΘHNA", "ΑΘΗΝΑ"), ("ΡORTO", "PORTO"), ("Bratislаva", "Bratislava")],
)
def test_look_alike_letters_become_those_of_the_word(mixed: str, meant: str) -> None:
    assert mixed != meant
    assert plain(mixed)[0] == plain(meant)[0]
