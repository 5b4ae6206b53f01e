"""`imi-assistant slack`: what Slack has to be told."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import configuration

Url = Annotated[
    str,
    typer.Option(metavar="ADDRESS", help="Where Slack reaches your web server, https://…"),
]


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    # One command alone would be taken for the whole group.
    app.callback()(_group)
    app.command()(manifest)
    return app


def _group() -> None:
    """What Slack has to be told."""


def manifest(url: Url = "") -> None:
    """Print the app manifest (YAML) to make the Slack app from, as app.yaml has it.

    In mode http: --url https://imi.example.org. At api.slack.com: Create New App, From a manifest.
    """
    import yaml

    import handlers
    from bot.slack import manifest as described
    from bot.slack.doors import PATH
    from chat.registry import discover

    settings = configuration().platforms.slack
    if settings.mode == "http" and not url.startswith("https://"):
        raise Failure(
            Exit.USAGE,
            "In mode http Slack must know where to reach you: --url https://imi.example.org",
        )
    address = url.rstrip("/").removesuffix(PATH) + PATH
    spelled = yaml.safe_dump(
        described.manifest(settings, address, discover(handlers)),
        sort_keys=False,
        allow_unicode=True,
    )
    typer.echo(spelled, nl=False)
