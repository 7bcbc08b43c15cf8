"""A question as people type it: what it means, and which articles are near to it.

``understanding`` reads it by way of ``references`` (documents and articles), ``offices``, ``spelling`` and the words of
``policies.vocabulary.everyday``; ``ranking`` puts the articles of ``index`` in order. No rule knows a certain question.
"""
