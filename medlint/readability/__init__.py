"""How hard an article is to read: syllables, formulas, textstat's view and the report."""
