"""What is kept about somebody goes with them, or is named here as what has to stay."""

from __future__ import annotations

from storage.forgetting import ABOUT
from storage.tables import metadata

# Who did what: the authorities must be able to prove it. Memberships show who acted for whom, without rights.
SHOWN = {
    **{"addresses": "accounts", "deputies": "deputies", "favourites": "favourites"},
    **{"sightings": "last_seen", "feeds": "calendar_opened", "consents": "agreed_to"},
    **{"enrolments": "trainings", "training_wishes": "training_wished_since"},
    **{"pauses": "reminders_put_off", "register_reports": "registers_reported"},
    **{"requests": "acts", "audit": "acts", "handlings": "personal_data_handled"},
    **{"trainings": "trainings_run", "upkeeps": "changes", "authority_edits": "changes"},
    **{"applications": "applications", "memberships": "memberships"},
    **{"surveys": "surveys_run", "survey_people": "surveys_asked"},
    **{"practices": "practice", "practice_lessons": "lessons"},
    # A code holds for ten minutes, and only its digest is kept.
    "link_codes": "",
}
STAYS = {
    *(
        ("requests", "author"),
        ("requests", "handler"),
        ("handlings", "person"),
        ("audit", "person"),
    ),
    # Who runs a training is named to those who come; it goes with the training.
    ("trainings", "person"),
    # Who runs a survey is told what came of it; it goes with the survey.
    ("surveys", "person"),
    # Who let somebody practise is named to them; it goes with the practice.
    ("practices", "granter"),
    *(("upkeeps", "person"), ("authority_edits", "person"), ("register_reports", "person")),
    *(("applications", "inviter"), ("applications", "decider"), ("memberships", "person")),
}


def test_whatever_names_a_person_is_forgotten_with_them_or_has_to_stay() -> None:
    """A new table: add it to ``storage/forgetting.py``, or above if the law makes it stay."""
    columns = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        for key in column.foreign_keys
        if key.target_fullname == "people.id"
    }
    forgotten = {(table.name, column) for table, column in ABOUT}
    assert columns - STAYS == forgotten
    assert columns >= STAYS
    assert {table for table, _column in columns} == set(SHOWN), "say where `my data` shows it"
