"""All clinical reasoning: pure, deterministic, standard library only.

No clock, no files, no environment, no framework. The date is an argument, content and answers are values,
and the same inputs give the same bytes. Whoever needs words, screens or storage builds them on top.
"""
