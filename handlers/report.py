"""A request on paper, to print or to file."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Document, Reply, say
from chat.report import Made, parts_section, report
from core.text import msg, words
from handlers._desk import OneRequest, desk_for


async def print_report(ctx: Context, one: OneRequest) -> Reply:
    services = ctx.services
    case = await services.exchange.show(ctx.person, one.reference)
    made = Made(ctx.person, services.clock.now())
    desk = await desk_for(ctx, case)
    paper = report(case.view, desk, made, parts_section(case, desk))
    data = await services.printer.pdf(paper, ctx.language, ctx.time_zone)
    return say(
        msg("Here is request **{reference}** as you may see it now.", reference=one.reference),
        Document(f"{one.reference.replace('/', '-')}.pdf", "application/pdf", data),
    )


COMMAND = Command(
    name="report",
    words=words("report | print | pdf | print request | print the request | get pdf | export"),
    summary=msg("Get a request as a PDF"),
    form=Form(title=msg("A report"), fields=(ReferenceField(),), into=OneRequest),
    run=print_report,
    effect=False,
    chapter=Chapter.TASKS,
)
