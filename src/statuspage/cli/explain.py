"""`statuspage explain`: why is it in this state."""

from __future__ import annotations

import click

from . import Context, reading


@click.command()
@click.argument("thing")
@click.option(
    "--at",
    "typed",
    metavar="MOMENT",
    help="Ask about this moment, e.g. 2023-11-17T14:00+09:00.  [default: now]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="As a tree to read, or as JSON.",
)
@click.pass_obj
def explain(context: Context, thing: str, typed: str | None, form: str) -> None:
    """Say why a thing is in its state.

    THING is the id of a service, a system, a shared channel, a way (resident-copy/web), an incident or
    planned work. The answer is a tree of causes down to the words somebody wrote, each with its file and
    line.

    Examples:

    \b
        statuspage explain resident-copy
        statuspage explain resident-copy/web --at 2023-11-17T14:00+09:00
        statuspage explain 2023/1117-saeol --at 2023-11-17T14:00+09:00
    """
    from .. import state
    from ..reports import explained
    from ..state import Story, reasons

    site = reading.site(context)
    snapshot = state.at(site, reading.moment(context, typed))
    pen = reading.pen(context, snapshot)
    told = None if thing.strip() in snapshot.states else reading.story(snapshot.site, thing)
    if told is not None:
        own = tuple(phase.story for phase in snapshot.phases if phase.story.key == told.key)
        kind = "incident" if told in snapshot.site.incidents else "maintenance"
        stories = tuple(story for story in own if story.kind == kind) or (Story(kind, told.key),)
        found = reasons.consequences(snapshot, stories, told.updates)
        answer = explained.story_document if form == "json" else explained.story
        context.write(answer(pen, told, found))
        return
    name = reading.thing(context, snapshot, thing)
    trees = reasons.trees(snapshot, name)
    if form == "json":
        context.write(explained.thing_document(pen, name, trees))
    else:
        context.write(explained.thing(pen, name, trees))
