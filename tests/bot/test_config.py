from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date, time
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Config, ConfigError, find, load

ROOT = Path(__file__).parents[2]
NOTHING: Mapping[str, str] = {}
SLACK_ON = "platforms: {slack: {enabled: true}}"
SLACK_SECRETS = {
    "IMI_SLACK_BOT_TOKEN": "xoxb-hush-hush",
    "IMI_SLACK_SIGNING_SECRET": "hush",
    "IMI_DATA_KEYS": b64encode(bytes(32)).decode(),
}

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "app.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problems(path: Path, environ: Mapping[str, str] = NOTHING) -> dict[str, str]:
    with pytest.raises(ConfigError) as refused:
        load(path, environ)
    return dict(refused.value.problems)


def test_the_committed_file_runs_the_terminal_on_the_embedded_database() -> None:
    config = load(ROOT / "app.yaml", NOTHING)
    assert config.database.url == f"sqlite+aiosqlite:///{ROOT}/var/imi.sqlite3"
    assert not config.platforms.slack.enabled
    assert not config.platforms.matrix.enabled
    assert config.languages.enabled == ("en", "lv", "pt")


def test_the_committed_file_shows_every_default(write: Write) -> None:
    committed, empty = load(ROOT / "app.yaml", NOTHING), load(write("# nothing\n"), NOTHING)
    differing = {"links", "database", "practice", "platforms", "attachments"}
    assert committed.model_dump(exclude=differing) == empty.model_dump(exclude=differing)
    assert committed.practice.days == empty.practice.days
    assert committed.platforms.slack == empty.platforms.slack
    assert committed.platforms.matrix.prefix == empty.platforms.matrix.prefix


def test_the_committed_file_names_every_key() -> None:
    text = (ROOT / "app.yaml").read_text(encoding="utf-8")
    secret = {"bot_token", "signing_secret", "app_token"}
    secret |= {"password", "access_token", "store_passphrase", "keys", "access_key", "secret_key"}
    secret |= {"api_key", "client_secret"}
    for name, section in keys(load(ROOT / "app.yaml", NOTHING).model_dump()):
        assert f"{name}:" in text or name in secret, f"{section}.{name} is not explained"


def keys(values: Mapping[str, object], section: str = "") -> list[tuple[str, str]]:
    found = []
    for name, value in values.items():
        found.append((name, section))
        if isinstance(value, dict):
            found += keys(value, f"{section}.{name}")
    return found


def test_a_value_cannot_be_changed(write: Write) -> None:
    config = load(write(""), NOTHING)
    with pytest.raises(ValidationError):
        config.schedule.sweep_seconds = 1
    with pytest.raises(ValidationError):
        config.log = config.log


def test_every_wrong_key_is_told_at_once_with_its_path(write: Write) -> None:
    found = problems(
        write("""
databse: {url: x}
platforms:
  slack: {mode: pigeon, port: 99999, team_ids: [T024BE7LD, sales]}
  matrix: {homserver: "https://example.org", prefix: "!!!!"}
languages: {enabled: [en, lv], default: de}
schedule: {reminder_time: noon, acceptance_due_days: 5}
links: {website: "https://example.org/{lang}"}
help: {LV: {coordinator: {email: nobody}}}
closing_days: {EL: [2026-12-24], NO: [2026-02-31]}
limits: {text_characters: many}
log: 3
""")
    )
    assert {path: told.partition(" (line")[0] for path, told in found.items()} == {
        "databse": "is not a setting. Did you mean `database`?",
        "platforms.slack.mode": "must be 'http' or 'socket'",
        "platforms.slack.port": "must be 65535 or less",
        "platforms.slack.team_ids.1": "must be the id of a workspace or an organisation,"
        " such as T024BE7LD",
        "platforms.matrix.homserver": "is not a setting. Did you mean `homeserver`?",
        "platforms.matrix.prefix": "must have 3 characters at most",
        "languages.default": "must be one of languages.enabled: en, lv",
        "schedule.reminder_time": "must be a time of day such as 09:00",
        "schedule.acceptance_due_days": "must be a list, such as [one, two]",
        "links.website": "may have {language} in it, and no other braces",
        "help.LV.coordinator.name": "is missing",
        "help.LV.coordinator.email": "must be an e-mail address",
        "closing_days.EL": found["closing_days.EL"].partition(" (line")[0],
        "closing_days.NO.0": "must be a day such as 2026-12-24",
        "limits.text_characters": "must be a whole number",
        "log": "must be a group of settings, indented below it",
    }
    assert "GR" in found["closing_days.EL"]
    assert found["platforms.slack.port"].endswith("(line 4)")


@pytest.mark.parametrize("key", ["help: [1]", "closing_days: x", "terms: {text: x}"])
def test_where_a_group_is_wanted_it_is_said_so(write: Write, key: str) -> None:
    (told,) = problems(write(key)).values()
    assert told == "must be a group of settings, indented below it (line 1)"


def test_a_setting_misspelt_under_a_country_or_an_area_is_told(write: Write) -> None:
    found = problems(
        write("""
help: {LV: {coordinator: {name: IMI, emial: imi@example.lv}, helpdsk: {name: IMI}}}
retention: {areas: {services: {blok_after_months: 3}}}
""")
    )
    assert {path: told.partition(" (line")[0] for path, told in found.items()} == {
        "help.LV.coordinator.emial": "is not a setting. Did you mean `email`?",
        "help.LV.helpdsk": "is not a setting. Did you mean `helpdesk`?",
        "retention.areas.services.blok_after_months": "is not a setting."
        " Did you mean `block_after_months`?",
    }


def test_a_language_without_its_catalogues_is_told(write: Write) -> None:
    found = problems(write("languages: {enabled: [en, lv, xx]}"))
    assert "has no folder in locale/; there are: en, lv, pt" in found["languages.enabled.2"]


def test_a_key_that_stands_twice_is_told(write: Write) -> None:
    found = problems(write("log: {level: info}\nlog: {level: debug}\n"))
    assert "twice" in found["app.yaml line 2"]


def test_a_key_without_a_value_has_its_default(write: Write) -> None:
    config = load(write("database:\nplatforms:\n  slack:\n    port:\nhelp:\n"), NOTHING)
    assert config.platforms.slack.port == 3000
    assert config.help == {}


@pytest.mark.parametrize("text", ["- one\n- two\n", "just words", "a: [", "\tlog: {}"])
def test_a_file_that_holds_no_settings_is_told(write: Write, text: str) -> None:
    assert problems(write(text))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert str(tmp_path / "none.yaml") in problems(tmp_path / "none.yaml")


def test_norway_is_a_country_and_ten_o_clock_a_time(write: Write) -> None:
    text = "closing_days: {NO: [2026-12-24]}\nschedule: {reminder_time: 10:00}\n"
    config = load(write(text), NOTHING)
    assert config.closing_days == {"NO": (date(2026, 12, 24),)}
    assert config.schedule.reminder_time == time(10)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:////srv/imi.sqlite3", "sqlite+aiosqlite:////srv/imi.sqlite3"),
        ("sqlite:///:memory:", "sqlite+aiosqlite:///:memory:"),
        ("postgresql://imi@db/imi", "postgresql+asyncpg://imi@db/imi"),
        ("postgres://imi@db:5433/imi", "postgresql+asyncpg://imi@db:5433/imi"),
        ("postgresql+asyncpg://db/imi", "postgresql+asyncpg://db/imi"),
        ("postgresql://db/imi?sslmode=require", "postgresql+asyncpg://db/imi?ssl=require"),
    ],
)
def test_a_database_is_reached_through_an_asynchronous_driver(
    write: Write, given: str, used: str
) -> None:
    assert load(write(f"database: {{url: '{given}'}}"), NOTHING).database.url == used


@pytest.mark.parametrize("url", ["mysql://db/imi", "imi.sqlite3", "sqlite://imi.sqlite3"])
def test_a_database_the_bot_does_not_know_is_refused(write: Write, url: str) -> None:
    assert "sqlite:///" in problems(write(f"database: {{url: '{url}'}}"))["database.url"]


def test_a_wrong_address_from_the_environment_is_told_by_its_variable(write: Write) -> None:
    found = problems(write(""), {"IMI_DATABASE_URL": "mysql://somewhere"})
    assert found == {"IMI_DATABASE_URL": "must begin with sqlite:/// or postgresql://"}


@pytest.mark.parametrize(
    "text",
    [
        "languages: &a [*a]",
        "log: &a {level: *a}",
        "\n".join(
            ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
        ),
    ],
)
def test_a_file_that_holds_itself_is_told(write: Write, text: str) -> None:
    [told] = problems(write(text)).values()
    assert told == "A part of it holds itself, or far too much. Write it out plainly."


def test_the_environments_database_wins(write: Write) -> None:
    path = write("database: {url: 'sqlite:///other.sqlite3'}")
    config = load(path, {"IMI_DATABASE_URL": "postgresql://imi:hush@db/imi"})
    assert config.database.url == "postgresql+asyncpg://imi:hush@db/imi"
    assert "hush" not in repr(config)


def test_a_relative_path_counts_from_the_files_folder(write: Write, tmp_path: Path) -> None:
    config = load(write("database: {url: 'sqlite:///kept/imi.sqlite3'}"), NOTHING)
    assert config.database.url == f"sqlite+aiosqlite:///{tmp_path}/kept/imi.sqlite3"
    assert config.platforms.matrix.store == tmp_path / "var/matrix"
    assert config.attachments.folder == tmp_path / "var/files"


def test_secrets_come_from_the_environment(write: Write) -> None:
    slack = load(write(SLACK_ON), SLACK_SECRETS).platforms.slack
    assert slack.bot_token is not None
    assert slack.bot_token.get_secret_value() == "xoxb-hush-hush"
    assert "hush" not in repr(slack)


def test_a_secret_comes_from_a_file_the_environment_names(write: Write, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-from-a-file\n")
    environ = {
        **SLACK_SECRETS,
        "IMI_SLACK_BOT_TOKEN": "",
        "IMI_SLACK_BOT_TOKEN_FILE": str(tmp_path / "token"),
    }
    token = load(write(SLACK_ON), environ).platforms.slack.bot_token
    assert token is not None
    assert token.get_secret_value() == "xoxb-from-a-file"


def test_a_secrets_file_that_cannot_be_read_is_told(write: Write, tmp_path: Path) -> None:
    environ = {"IMI_MATRIX_PASSWORD_FILE": str(tmp_path / "none")}
    assert "IMI_MATRIX_PASSWORD_FILE" in problems(write(""), environ)


def test_a_secret_and_its_file_together_are_told(write: Write, tmp_path: Path) -> None:
    environ = {"IMI_MATRIX_PASSWORD": "hush", "IMI_MATRIX_PASSWORD_FILE": str(tmp_path)}
    assert "only one" in problems(write(""), environ)["IMI_MATRIX_PASSWORD"]


@pytest.mark.parametrize(
    ("text", "path", "instead"),
    [
        (
            "platforms: {slack: {signing_secret: geheim}}",
            "platforms.slack.signing_secret",
            "IMI_SLACK_SIGNING_SECRET",
        ),
        (
            "platforms: {matrix: {password: geheim}}",
            "platforms.matrix.password",
            "IMI_MATRIX_PASSWORD_FILE",
        ),
        (
            "database: {url: 'postgresql://imi:geheim@db/imi'}",
            "database.url",
            "IMI_DATABASE_URL",
        ),
        ("log: {level: xoxb-geheim-0000}", "log.level", "environment"),
    ],
)
def test_a_secret_in_the_file_is_an_error_that_does_not_repeat_it(
    write: Write, text: str, path: str, instead: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        load(write(text), NOTHING)
    told = dict(refused.value.problems)
    assert "does not belong in this file" in told[path]
    assert instead in told[path]
    assert "geheim" not in str(refused.value)


def test_an_enabled_platform_says_which_secrets_it_needs(write: Write) -> None:
    path = write("""
platforms:
  slack: {enabled: true, mode: socket}
  matrix: {enabled: true, homeserver: "https://matrix.example.eu", user: "@imi:example.eu"}
""")
    assert set(problems(path)) == {
        "IMI_SLACK_BOT_TOKEN",
        "IMI_SLACK_APP_TOKEN",
        "IMI_MATRIX_PASSWORD",
        "IMI_MATRIX_STORE_PASSPHRASE",
        "IMI_DATA_KEYS",
    }


def test_the_first_of_several_keys_is_the_first_of_the_ring(write: Write) -> None:
    text = ",".join(b64encode(bytes([n]) * 32).decode() for n in (2, 1))
    config = load(write(""), {"IMI_DATA_KEYS": text})
    assert config.attachments.keys == (b"\x02" * 32, b"\x01" * 32)
    assert "x02" not in repr(config)


@pytest.mark.parametrize("text", ["secret", b64encode(bytes(31)).decode(), "=", "aGk=,aGk="])
def test_a_key_that_is_none_is_told_and_not_repeated(write: Write, text: str) -> None:
    told = problems(write(""), {"IMI_DATA_KEYS": text})
    assert "openssl rand -base64 32" in told["IMI_DATA_KEYS"]
    assert text not in told["IMI_DATA_KEYS"].replace("base64", "")


def test_a_bucket_needs_its_name_and_its_secrets(write: Write) -> None:
    told = problems(write("attachments: {store: s3}"))
    assert set(told) == {"IMI_S3_ACCESS_KEY", "IMI_S3_SECRET_KEY", "attachments.s3"}
    assert "attachments.store" in problems(write("attachments: {store: tape}"))


def test_what_is_kept_is_kept_within_the_laws_limits(write: Write) -> None:
    told = problems(
        write("""
retention:
  block_after_months: 7
  delete_after_months: 37
  areas: {services: {block_after_months: 19, delete_after_months: 0}}
""")
    )
    assert told == {
        "retention.block_after_months": "must be 6 or less (line 3)",
        "retention.delete_after_months": "must be 36 or less (line 4)",
        "retention.areas.services.block_after_months": "must be 18 or less (line 5)",
        "retention.areas.services.delete_after_months": "must be 2 or more (line 5)",
    }


def test_nothing_is_deleted_before_it_is_blocked(write: Write) -> None:
    told = problems(write("retention: {areas: {services: {delete_after_months: 5}}}"))
    assert "areas.services: delete_after_months (5)" in told["retention"]


def test_an_area_takes_what_it_does_not_say_from_the_others(write: Write) -> None:
    text = "retention: {delete_after_months: 24, areas: {services: {block_after_months: 18}}}"
    retention = load(write(text), NOTHING).retention
    assert (retention.of("services"), retention.of("general")) == ((18, 24), (6, 24))


def test_missing_secrets_and_wrong_keys_are_told_together(write: Write) -> None:
    path = write("platforms: {slack: {enabled: true, port: high}}")
    assert {"platforms.slack.port", "IMI_SLACK_BOT_TOKEN"} < set(problems(path))


def test_the_example_homeserver_cannot_be_enabled(write: Write) -> None:
    found = problems(write("platforms: {matrix: {enabled: true}}"))
    assert "example" in found["platforms.matrix.homeserver"]
    assert "example" in found["platforms.matrix.user"]


def test_a_link_is_in_the_readers_language(write: Write) -> None:
    text = "links: {website: 'https://example.org/{language}', survey: 'https://example.org/s'}"
    links = load(write(text), NOTHING).links
    assert links.in_language("lv") == {
        "website": "https://example.org/lv",
        "survey": "https://example.org/s",
    }


def test_the_file_is_the_named_one_then_the_one_here_then_the_projects(tmp_path: Path) -> None:
    assert find({"IMI_CONFIG": "/etc/imi/app.yaml"}, tmp_path) == Path("/etc/imi/app.yaml")
    assert find(NOTHING, tmp_path) == ROOT / "app.yaml"
    (tmp_path / "app.yaml").touch()
    assert find(NOTHING, tmp_path) == tmp_path / "app.yaml"


def test_only_what_load_was_given_counts(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG", '{"level": "debug"}')
    monkeypatch.setenv("IMI_SLACK_BOT_TOKEN", "xoxb-not-asked-for")
    config = load(write(""), NOTHING)
    assert config.log.level == "info"
    assert config.platforms.slack.bot_token is None


def test_reading_settings_loads_no_platform_and_no_database() -> None:
    program = "import sys, bot.config; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"slack_bolt", "slack_sdk", "nio", "sqlalchemy", "aiohttp", "numpy", "rich"}
    assert not heavy & set(done.stdout.split())


def test_the_settings_are_one_value() -> None:
    first, second = (load(ROOT / "app.yaml", NOTHING) for _ in range(2))
    assert first == second
    assert isinstance(first, Config)
