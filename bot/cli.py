from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="Information requests between authorities, in chat.")


@app.callback()
def imi_assistant() -> None:
    """Information requests between authorities, in chat."""


def main() -> None:
    app()
