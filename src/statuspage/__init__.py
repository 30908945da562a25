"""Turns files that civil servants keep in git into the page a citizen opens when a service does not work."""
