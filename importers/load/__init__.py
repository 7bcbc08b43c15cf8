"""Records → rows. Only this package writes derived rows.

Guarantees that an import that changes nothing writes nothing, that people's work stays
(``importers/load/reconcile.py``), and that an article keeps its path for ever.
"""
