"""A document's structure by hand: what each line of its print is, tried in a draft, saved and taken back as one act.

:mod:`draft` is what an editor is about to say, :mod:`sheet` the print as it would be read by it, :mod:`actions` what
the buttons say of a line, :mod:`saving` writes it, and :mod:`undoing` takes it back.
"""
