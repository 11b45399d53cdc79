"""The balance sheet of an article: what it says for each treatment, and what against it."""
