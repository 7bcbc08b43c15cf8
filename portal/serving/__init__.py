"""What stands between a server and the pages: who asks, what may be asked, and what is said on a bad day."""
