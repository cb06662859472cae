"""The command line: one module a command."""

from handrail.cli.main import main

__all__ = ["main"]
