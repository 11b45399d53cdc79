"""Doses as articles tell them: amounts, how often, of what, and whether it is advice."""
