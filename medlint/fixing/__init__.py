"""Fixes: which edits may be made together, made until nothing is left, and written to the file.

`edits` puts edits into a text, `rounds` repeats that until a text is stable, `guard` refuses a
change of a number, an identifier, a claim, a harm or a source, whatever rule asks for it, `files`
writes a changed article in place of the old one, and `articles` does all of it for a run.
"""
