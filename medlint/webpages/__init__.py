"""HTML pages as articles: what is said on them, where, and what they say about themselves."""
