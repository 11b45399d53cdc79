"""Harms of treatments as an article tells them: which, how often, and whose they are."""
