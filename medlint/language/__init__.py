"""The language layer: a document read into sentences, contexts, claims and risks.

All its vocabulary is data in `rules/lexicons/`; rules are conditions over what it reads.
"""
