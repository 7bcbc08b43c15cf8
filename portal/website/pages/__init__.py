"""What each page shows, an object a page; templates only lay it out."""
