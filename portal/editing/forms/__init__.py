"""Fields and forms in which editors write."""
