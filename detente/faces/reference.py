"""Write the reference of the command line from what ``--help`` says: ``python -m detente.faces.reference``."""

from __future__ import annotations

from typing import Any

import typer.main

from detente.faces.cli import app

HEAD = """# Reference of the command line

Made from `--help` by `python -m detente.faces.reference > docs/reference.md`; a test keeps it current.
"""
WIDTH = 96


def reference() -> str:
    """Return the reference as Markdown: the help of ``detente`` and of each command."""
    group: Any = typer.main.get_command(app)
    width: Any = {"terminal_width": WIDTH, "max_content_width": WIDTH}
    root = group.make_context("detente", ["version"], resilient_parsing=True, **width)
    parts = [HEAD, _block("detente", group.get_help(root))]
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        context = type(root)(command, info_name=name, parent=root, **group.context_settings | width)
        parts.append(_block(f"detente {name}", command.get_help(context)))
    return "\n".join(parts)


def _block(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return f"## {title}\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    print(reference(), end="")
