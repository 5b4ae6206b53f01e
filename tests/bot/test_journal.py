from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.journal import configure
from bot.settings import Log


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Every test leaves the logging of the process as it was."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    handlers, levels = root.handlers[:], (root.level, ours.level)
    before = structlog.get_config()
    yield
    structlog.configure(**before)
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def fail() -> None:
    person = "Anna Kalniņa"
    try:
        raise KeyError(person)
    except KeyError as error:
        raise ValueError(f"{person} is not known") from error


def test_an_error_is_logged_without_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    configure(Log(json_lines=True))
    for log in (
        structlog.get_logger(),
        logging.getLogger("bot.slack"),
        logging.getLogger("aiohttp"),
    ):
        try:
            fail()
        except ValueError:
            log.exception("broke")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["broke"] * 3
    for line in lines:
        assert line["level"] == "error"
        assert line["error"] == "ValueError < KeyError"
        assert line["places"].endswith(" fail")
        assert "Anna" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize("json_lines", [True, False])
def test_lines_for_people_say_the_same(
    json_lines: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(Log(json_lines=json_lines))
    structlog.get_logger().info("face.started", platform="matrix")
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("broke")
    said = capsys.readouterr().err
    assert "face.started" in said
    assert "matrix" in said
    assert "ValueError < KeyError" in said
    assert "Anna" not in said


def test_libraries_are_not_heard_below_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    configure(Log(level="debug"))
    logging.getLogger("slack_sdk.web").debug("token and message")
    logging.getLogger("nio.rooms").info("a whole event")
    logging.getLogger("slack_sdk.web").warning("slow")
    logging.getLogger("bot.slack.adapter").debug("ours")
    structlog.get_logger().debug("ours too")
    said = capsys.readouterr().err
    assert "token" not in said
    assert "event" not in said
    assert all(word in said for word in ("slow", "ours", "ours too"))


def test_what_is_below_the_level_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    configure(Log(level="error"))
    structlog.get_logger().warning("quiet")
    logging.getLogger("bot.slack").warning("quiet")
    logging.getLogger("aiohttp").warning("quiet")
    assert capsys.readouterr().err == ""
