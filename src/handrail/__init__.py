"""Handrail: a care system for people whose ketamine use is harming them, their families and those who help."""

__version__ = "0.1.0"
