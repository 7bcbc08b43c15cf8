"""Pages, an object each; templates only lay it out."""
