"""`imi-assistant outbox`: messages that were given up, to look at and to decide about."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.opening import configuration, database

if TYPE_CHECKING:
    from core.outbox import Delivery, DeliveryId

_MOST = 1_000

Ids = Annotated[list[str] | None, typer.Argument(metavar="ID", help="As `outbox list` shows them.")]
All = Annotated[bool, typer.Option("--all", help="All that were given up.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Limit = Annotated[int, typer.Option(min=1, max=_MOST, help="How many at most.")]


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command("list")(show)
    app.command()(retry)
    app.command()(drop)
    return app


def show(as_json: Json = False, limit: Limit = 100) -> None:
    """List the messages that were given up, the oldest first.

    failed: it did not arrive. unsure: it may have arrived, and could not be found. Nothing of what they say is shown.
    """
    found = asyncio.run(_listed(limit))
    if not found and not as_json:
        typer.echo("No message was given up.")
    for delivery in found:
        row = _row(delivery)
        typer.echo(json.dumps(row, ensure_ascii=False) if as_json else _line(row))


def retry(ids: Ids = None, everything: All = False, as_json: Json = False) -> None:
    """Send messages after all. One that may have arrived is looked for first, and never sent blindly.

    A running assistant takes them up at once on PostgreSQL, on SQLite with its next sweep.
    """
    _change("retry", _chosen(ids, everything), as_json, "will be tried again")


def drop(ids: Ids = None, everything: All = False, as_json: Json = False) -> None:
    """Give messages up for good. Why they failed is kept with the request."""
    _change("drop", _chosen(ids, everything), as_json, "given up for good")


def _chosen(ids: Sequence[str] | None, everything: bool) -> list[str] | None:
    if bool(ids) == everything:
        raise typer.BadParameter("Give either one or more IDs or --all.")
    return None if everything else list(dict.fromkeys(ids or ()))


def _change(action: str, chosen: list[str] | None, as_json: bool, done: str) -> None:
    changed = asyncio.run(_changed(action, chosen))
    if as_json:
        typer.echo(json.dumps({"changed": changed}))
    else:
        typer.echo(f"{_messages(len(changed))} {done}.")
    missing = [each for each in chosen or () if each not in changed]
    if missing:
        raise Failure(
            Exit.FAILED, "Not among those that were given up:", *(f"  {m}" for m in missing)
        )


def _messages(number: int) -> str:
    return "1 message" if number == 1 else f"{number:,} messages"


async def _listed(limit: int) -> Sequence[Delivery]:
    from storage.undelivered import Undelivered

    async with database(configuration()) as opened:
        return await Undelivered(opened).all(limit)


async def _changed(action: str, chosen: list[str] | None) -> list[DeliveryId]:
    from core.outbox import DeliveryId
    from storage.undelivered import Undelivered

    ids = None if chosen is None else [DeliveryId(each) for each in chosen]
    async with database(configuration()) as opened:
        outbox = Undelivered(opened)
        return list(await (outbox.retry(ids) if action == "retry" else outbox.drop(ids)))


def _row(delivery: Delivery) -> Mapping[str, object]:
    planned = delivery.planned
    return {
        "id": delivery.id,
        "progress": delivery.progress.value,
        "about": planned.about.name,
        "kind": planned.kind,
        "to": planned.recipient.key,
        "platform": delivery.address.platform if delivery.address else None,
        "due": planned.due.isoformat(timespec="seconds"),
        "tries": delivery.attempts,
        "problem": delivery.problem,
    }


def _line(row: Mapping[str, object]) -> str:
    shown = ("id", "progress", "kind", "to", "due", "problem")
    return "  ".join(str(row[name]) for name in shown)
