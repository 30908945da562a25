"""The commands: the only room that prints, reads the clock and the environment, and ends the program.

What a command says stands in `messages`; what it does stands in the rooms above.
Exit codes: 0 done · 1 refused, the live site untouched · 2 usage · 3 built around files that could not be
read · 4 live, but a mirror failed, whether or not all files could be read · 130 stopped with Ctrl+C.
"""

from __future__ import annotations

import atexit
import copy
import errno
import gc
import io
import keyword
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from .messages import HELP, MESSAGES, say

DONE, REFUSED, USAGE, DOUBTFUL, MIRROR, STOPPED = 0, 1, 2, 3, 4, 130

OURSELVES = (sys.executable, "-P", "-X", "utf8", "-m", "statuspage")
"""This very program, whatever lies in the folder it is started in."""


class Mistake(click.UsageError):
    """Something typed on the command line that cannot be meant, said in the reader's language."""


@dataclass(frozen=True)
class Context:
    """What every command knows: the site's folder, and the language of the person at the keyboard."""

    root: Path
    language: str

    def say(self, code: str, **values: object) -> str:
        """One message in their language."""
        return say(code, self.language, **values)

    def tell(self, code: str, *, err: bool = False, **values: object) -> None:
        """Print one message in their language."""
        self.write(f"{self.say(code, **values)}\n", err=err)

    def write(self, words: str | bytes, *, err: bool = False) -> None:
        """Print words as they are; when nobody listens any more (`| head`), that is no mistake.

        Raises `click.ClickException` when the words cannot be written: a list that is cut short must
        not pass for the whole one.
        """
        try:
            click.echo(words, err=err, nl=False)
        except BrokenPipeError:
            _mute(err)
        except OSError as error:
            _mute(err)
            raise click.ClickException(self.say("no-output", reason=self.reason(error))) from error

    def reason(self, error: OSError) -> str:
        """What the system says, in their language where its words are known."""
        code = f"system-{errno.errorcode.get(error.errno or 0)}"
        return self.say(code) if code in MESSAGES else error.strerror or str(error)

    def checked_root(self) -> Path:
        """The site's folder; a usage error where it holds no `status`."""
        with suppress(OSError):
            if (self.root / "status").is_dir():
                return self.root
        here = self.root.absolute()
        if (here / "site.yaml").is_file() or here.name == "status":
            raise Mistake(self.say("inside-status", root=here, above=here.parent))
        raise Mistake(self.say("no-root" if here.is_dir() else "no-folder", root=here))


def _mute(err: bool) -> None:
    """Let the rest of what is said go nowhere (docs.python.org, signal, "Note on SIGPIPE")."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), (sys.stderr if err else sys.stdout).fileno())


def spoken(chosen: str | None) -> str:
    """The language to speak: the chosen one, else that of the environment, else English."""
    if chosen:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ko" if value.lower().startswith("ko") else "en"
    return "en"


class _KoreanFormatter(click.HelpFormatter):
    """Help in Korean: its letters are two columns wide, so lines hold fewer of them."""

    def __init__(self, *_: object, **__: object) -> None:
        super().__init__(width=52)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix="쓰는 법: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading({"Options": "고를 수 있는 것", "Commands": "명령"}.get(heading, heading))


class _KoreanContext(click.Context):
    formatter_class = _KoreanFormatter


class Group(click.Group):
    """Commands under one name; one that does not exist is met with those that do."""

    language = "en"

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        typed, names = args[0], self.list_commands(ctx)
        if typed not in names and not typed.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            words = [say("no-command", self.language, typed=typed, known=", ".join(names))]
            words += [say("near", self.language, near=near) for near in get_close_matches(typed, names, 1)]
            raise Mistake(" ".join([*words, say("see-help", self.language, command=ctx.command_path)]), ctx)
        return super().resolve_command(ctx, args)


class Commands(Group):
    """The commands, each loaded when it is asked for: `--help` stays quick."""

    names = (
        "init",
        "new",
        "resolve",
        "correct",
        "form",
        "check",
        "diff",
        "build",
        "serve",
        "publish",
        "tell",
        "verify",
        "hook",
        "watch",
        "next-change",
        "explain",
        "drill",
        "audit",
        "import",
        "schema",
    )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        import importlib

        if cmd_name not in self.names:
            return None
        # `import` is a word of Python itself: module and function are called `import_`.
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name.replace("-", "_")
        module = importlib.import_module(f".{name}", __name__)
        command: click.Command = getattr(module, name)
        return _translated(command) if self.language == "ko" else command

    def main(self, *args: Any, **named: Any) -> Any:
        """Run a command and end the program; whatever happens is said in plain words, without a traceback."""
        # Nearly everything a command makes lives to its end: looking for rubbish took half of the time in
        # which a country is read, and a tenth of a small build as Python ended.
        gc.set_threshold(500_000, 20, 100)
        atexit.register(gc.freeze)
        typed = args[0] if args else named.pop("args", None)
        given = list(sys.argv[1:] if typed is None else typed)
        language = spoken(_chosen(given))
        for stream in (sys.stdout, sys.stderr):
            # A terminal of another encoding (EUC-KR) shows what it can; it does not stop the work.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        commands = _translated(self) if language == "ko" else self
        assert isinstance(commands, Commands)  # noqa: S101
        commands.language = language
        context = Context(Path(), language)
        try:
            run = super(Commands, commands).main
            code = run(given, *args[1:], **{**named, "standalone_mode": False})
        except click.UsageError as mistake:
            context.write(f"{_explained(mistake, given, context)}\n", err=True)
            code = USAGE
        except click.ClickException as failure:
            context.write(f"{failure.format_message()}\n", err=True)
            code = REFUSED
        except (click.Abort, KeyboardInterrupt):
            context.tell("interrupted", err=True)
            code = STOPPED
        except Exception as fault:
            confess(fault, context)
            code = REFUSED
        sys.exit(code if isinstance(code, int) else DONE)


def _translated(command: click.Command, within: str = "") -> click.Command:
    """The same command with its help in Korean; `within` is the group it belongs to."""
    name = f"{within} {command.name}".strip() if command.name else "main"
    korean = copy.copy(command)
    korean.context_class = _KoreanContext
    korean.help = HELP.get(name, command.help)
    korean.params = [copy.copy(option) for option in command.params]
    for option in korean.params:
        if isinstance(option, click.Option):
            option.help = _help_of(name, option)
    korean._help_option = None  # else the copy would share it
    asked = korean.get_help_option(_KoreanContext(korean, help_option_names=["-h", "--help"]))
    if asked is not None:
        asked.help = HELP["--help"]
    if isinstance(korean, Group):
        korean.language = "ko"
        korean.commands = {below: _translated(each, name) for below, each in korean.commands.items()}
    return korean


def _help_of(name: str, option: click.Option) -> str | None:
    """What an option does: of this command, else of its group, else wherever it stands."""
    long = next((word for word in option.opts if word.startswith("--")), option.opts[-1])
    keys = (f"{name} {long}", f"{name.partition(' ')[0]} {long}", long)
    return next((HELP[key] for key in keys if key in HELP), option.help)


def _chosen(args: list[str]) -> str | None:
    """The language after `--lang`, before anything else is understood: mistakes are told in it too."""
    for place, word in enumerate(args):
        name, equals, value = word.partition("=")
        if name == "--lang":
            value = value if equals else "".join(args[place + 1 : place + 2])
            return value if value in ("ko", "en") else None
    return None


_FIRST = {"--root": "~/our-site", "--lang": "ko"}
"""Options that belong to every command and stand before it, with an example."""


def _explained(mistake: click.UsageError, args: list[str], context: Context) -> str:
    """What was typed, the rule, the remedy."""
    path = mistake.ctx.command_path if mistake.ctx else "statuspage"
    tail = context.say("see-help", command=path)
    if isinstance(mistake, Mistake):
        return mistake.message
    if isinstance(mistake, NoArgsIsHelpError):
        return mistake.format_message()
    if isinstance(mistake, click.NoSuchOption) and mistake.option_name in _FIRST:
        name = mistake.option_name
        return context.say("option-first", option=name, example=_typed(name, args) or _FIRST[name])
    if isinstance(mistake, click.NoSuchOption):
        words = [context.say("no-option", typed=mistake.option_name, command=path)]
        words += [context.say("near", near=near) for near in (mistake.possibilities or ())[:1]]
        return " ".join([*words, tail])
    if isinstance(mistake, click.BadOptionUsage):
        asked = "no-value" if "requires" in mistake.message else "needless-value"
        return f"{context.say(asked, option=mistake.option_name)} {tail}"
    if isinstance(mistake, click.MissingParameter) and mistake.param is not None:
        param = mistake.param
        name = param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name
        return f"{context.say('missing-argument', name=name, command=path)} {tail}"
    if isinstance(mistake, click.BadParameter) and mistake.param is not None:
        kind, option = mistake.param.type, mistake.param.opts[-1]
        typed = _typed(option, args)
        if isinstance(kind, click.Choice):
            return context.say("bad-choice", typed=typed, option=option, known=", ".join(kind.choices))
        if isinstance(kind, click.IntRange):
            return context.say(
                "bad-number", typed=typed, option=option, low=str(kind.min), high=str(kind.max)
            )
        if isinstance(kind, click.Path) and mistake.message.endswith("is not readable."):
            path = typed or mistake.message.partition("'")[2].rpartition("'")[0]
            return context.say("closed-folder", path=path)
        if isinstance(kind, click.Path):
            return context.say("bad-folder", typed=typed, option=option)
    if "extra argument" in mistake.message:
        typed = mistake.message.partition("(")[2].rstrip(".)")
        return f"{context.say('extra-words', typed=typed, command=path)} {tail}"
    return f"{mistake.format_message()} {tail}"


def _typed(option: str, args: list[str]) -> str:
    for place, word in enumerate(args):
        name, equals, value = word.partition("=")
        if name == option:
            return value if equals else "".join(args[place + 1 : place + 2])
    return ""


def confess(fault: Exception, context: Context) -> None:
    """Say that the program failed, in a sentence; the traceback goes where a programmer can find it."""
    import tempfile
    import traceback

    trace = "".join(traceback.format_exception(fault))
    if isinstance(fault, OSError) and fault.filename is not None:
        context.tell("system", path=os.fsdecode(fault.filename), reason=context.reason(fault), err=True)
    else:
        first = f"{type(fault).__name__}: {fault}".splitlines()[0][:200]
        context.tell("bug", detail=first, err=True)
    if os.environ.get("STATUSPAGE_DEBUG"):
        context.write(trace, err=True)
        return
    with suppress(OSError):
        kept = tempfile.NamedTemporaryFile(  # noqa: SIM115 - it stays
            "w", prefix="statuspage-fault-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
        )
        with kept:
            kept.write(trace)
        context.tell("details", path=kept.name, err=True)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds status/.  [default: the current folder]",
)
@click.option(
    "--lang",
    type=click.Choice(["ko", "en"]),
    help="The language of messages.  [default: that of the environment]",
)
@click.version_option(package_name="minwon-statuspage", prog_name="statuspage")
@click.pass_context
def main(ctx: click.Context, root: Path, lang: str | None) -> None:
    """Public service status: can I do what I came to do, and if not, what do I do instead?

    Files in status/ become the page citizens open when a service does not work.

    Exit codes: 0 done; 1 refused, the live site is untouched; 2 usage; 3 built around files that could
    not be read; 4 live, but a mirror failed.

    Examples:

    \b
        statuspage check
        statuspage build --at 2023-11-17T14:00+09:00
        statuspage --root ~/our-site serve
    """
    ctx.obj = Context(root, spoken(lang))
