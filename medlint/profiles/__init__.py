"""The kinds of article: how each is recognised, and what it changes."""
