"""The baseline: findings that were there when medlint was adopted, kept in a file, not reported.

A finding is known again by its rule and its passage's words, never by its line (`passage.py`).

- `entries.py`: what a baseline holds, and its file
- `matching.py`: which findings of a run a baseline accepts, which entries are stale
"""
