"""The group all commands hang on. Commands are imported only when they are called, so that starting is fast."""

from __future__ import annotations

import importlib

import click

from handrail import __version__

COMMANDS = {
    "check": "Answer questions and get an explained, sourced plan.",
    "explain": "Say why a rule holds, or does not, for a file of answers.",
    "content": "Prove and compile the content.",
    "facts": "Browse the facts: everything that can be asked or derived.",
    "screens": "Browse the screens, in the order they are asked.",
    "measures": "Browse the measures, with licence and scoring.",
    "rules": "Browse the rules: what follows from what.",
    "claims": "Browse the claims: what is known, and how surely.",
    "sources": "Browse the sources behind the claims.",
    "interactions": "Browse what other drugs and medicines do with ketamine.",
    "directory": "Browse services and lines, by country.",
}
"""Every command and what it is for, so that help needs no imports."""


class LateCommands(click.Group):
    """A group whose commands are found by name in the module of that name."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names, in the order of help."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Import the one command that is called."""
        if name not in COMMANDS:
            return None
        module = "browse" if name not in ("check", "explain", "content") else name
        command: click.Command = getattr(importlib.import_module(f"handrail.cli.{module}"), name)
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LateCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handrail")
def main() -> None:
    """Handrail: for people whose ketamine use is harming them, and for those who help.

    If somebody is in danger now, call your local emergency number first (999 in the UK, 112 in Europe).

    Start with:  handrail check
    """
