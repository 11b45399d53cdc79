"""An article's references: its list of sources, the marks that cite them, and identifiers."""
