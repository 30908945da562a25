"""Lets `python -m statuspage` do what the command `statuspage` does."""

from __future__ import annotations

if __name__ == "__main__":
    from statuspage.cli import main

    main(prog_name="statuspage")
