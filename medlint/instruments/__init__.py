"""Scorecards: what the text of an article shows of the criteria of published instruments.

The instruments and the wordings that they look for are data in `rules/instruments/`.
"""
