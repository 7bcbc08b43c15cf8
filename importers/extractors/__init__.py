"""The readers: one module a kind of fact, each with ``find(text, …)``.

A reader takes the reading of one passage and gives the facts that stand in it, in text order, every one a frozen
record built on :class:`~importers.extractors.base.ExtractedFact`. A reader knows nothing of the database, of other
passages or of other readers; whatever needs to see more than one passage is done in ``importers/linking/resolve.py``.
"""
