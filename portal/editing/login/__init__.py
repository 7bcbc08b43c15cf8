"""Logins at the desk: passwords, lock-outs, the second factor, sessions, and the log of all that."""
