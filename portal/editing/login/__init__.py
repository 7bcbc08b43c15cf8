"""Who gets to the desk, and for how long: passwords, lock-outs, the second factor, sessions, the log of all that."""
