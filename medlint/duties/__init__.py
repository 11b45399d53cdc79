"""Duties: what an article owes its readers once it has said certain things.

`gates` tells what opens a duty, `exemptions` where none is owed, `discharges` what fulfils it, and
`nearest` what came closest. Each module also holds the shape of its part of a rule file.
"""
