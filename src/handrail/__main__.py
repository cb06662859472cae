"""Lets ``python -m handrail`` start the command line."""

from handrail.cli import main

main()
