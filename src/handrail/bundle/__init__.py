"""Reads, checks and compiles the content for the engine: the only place that knows the files' format."""
