"""The record of accepted findings: who accepted which, when, and until when.

- `record.py`: the accepted findings of a run as rows
- `writing.py`: the rows as text, JSON and CSV
"""
