"""Serving: what stands between a server and the pages, who asks, what may be asked, what is said on a bad day."""
