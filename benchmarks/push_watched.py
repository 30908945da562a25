"""Is `statuspage` inside the hook, and writes down when each step of a push ended; started by `push.py`.

It stands alone and imports next to nothing, so that loading the program costs here what it costs there.
"""

import os
import resource
import sys
import time
from typing import Any


def now() -> list[float]:
    """The time, and the seconds of work so far, that of git included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return [time.time(), time.process_time() + children.ru_utime + children.ru_stime]


STARTED = now()

_WATCHED = (
    ("statuspage.repository", "export", "asked", "exported"),
    ("statuspage.build", "_loaded", "imported", "loaded"),
    ("statuspage.state", "at", "", "stated"),
    ("statuspage.publish.folder:Folder", "switch", "rendered", "switched"),
)
"""Where the hook is watched: room, function, the step that ends when it begins, the step that it is."""


def main(log: str, arguments: list[str]) -> None:
    """Be `statuspage` with these arguments, and write down when each step ended."""
    at = {"received": [float(os.environ["RECEIVED"]), 0.0], "started": STARTED}

    import statuspage.cli
    import statuspage.cli.hook

    at["ready"] = now()

    def timed(run: Any, before: str, after: str) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            if before:
                at[before] = now()
            answer = run(*given, **named)
            at[after] = now()
            return answer

        return call

    class Late:
        """Watches a room when it is loaded, so that loading it costs what it costs without us."""

        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            for room, function, before, after in _WATCHED:
                module, _, owner = room.partition(":")
                if module in sys.modules and (room, function) not in done:
                    place = getattr(sys.modules[module], owner, None) if owner else sys.modules[module]
                    if hasattr(place, function):
                        done.add((room, function))
                        setattr(place, function, timed(getattr(place, function), before, after))

    done: set[tuple[str, str]] = set()
    finder = Late()
    sys.meta_path.insert(0, finder)
    try:
        statuspage.cli.main(list(arguments), prog_name="statuspage")
    finally:
        at["ended"] = now()
        with open(log, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(str(at).replace("'", '"'))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
