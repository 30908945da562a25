"""A real terminal for tests: a person types, and reads what stands on the screen."""

from __future__ import annotations

import os
import shlex
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from conftest import needs

PATIENCE = 60.0


class Terminal:
    """One window of tmux with a shell in it."""

    def __init__(self, tmux: str, socket: Path) -> None:
        self.tmux, self.socket = tmux, socket

    def _tell(self, *words: str) -> str:
        command = [self.tmux, "-S", str(self.socket), "-f", os.devnull, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout

    @property
    def screen(self) -> str:
        """Everything that was shown, long lines whole."""
        return self._tell("capture-pane", "-p", "-J", "-S", "-")

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        if text:
            self._tell("send-keys", "-l", "--", text)
        self._tell("send-keys", "Enter")

    def press(self, key: str) -> None:
        """Press one key, as tmux calls it: `C-c`."""
        self._tell("send-keys", key)

    def paste(self, text: str) -> None:
        """Paste several lines at once."""
        self._tell("set-buffer", "--", text)
        self._tell("paste-buffer", "-p")

    def read(self, words: str, times: int = 1) -> str:
        """Wait until words stand on the screen; returns the whole of it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            shown = self.screen
            if shown.count(words) >= times:
                return shown
            time.sleep(0.05)
        raise AssertionError(f"{words!r} never came:\n{self.screen}")

    def answer(self, question: str, *lines: str, times: int = 1) -> None:
        """Wait for a question, and type the answer: one line after another."""
        self.read(question, times)
        for line in lines:
            self.type(line)


@contextmanager
def terminal(folder: Path, environment: Mapping[str, str]) -> Iterator[Terminal]:
    """A terminal whose shell stands in a folder; it is closed at the end, with whatever runs in it."""
    found = Terminal(needs("tmux"), folder / ".tmux")
    settings = [word for name, value in environment.items() for word in ("-e", f"{name}={value}")]
    shell = ["-x", "120", "-y", "50", "-c", str(folder), *settings, "sh -i"]
    quiet = {**os.environ, "LANG": "C.UTF-8", "PS1": "$ ", "ENV": ""}
    command = [found.tmux, "-S", str(found.socket), "-f", os.devnull, "new-session", "-d", *shell]
    subprocess.run(command, check=True, timeout=PATIENCE, env=quiet)
    try:
        yield found
    finally:
        subprocess.run([found.tmux, "-S", str(found.socket), "kill-server"], timeout=PATIENCE, check=False)


def command_line(*words: str | Path) -> str:
    """Words as they are typed into a shell."""
    return shlex.join(map(str, words))
