"""Places a finished page can go; each is one module, and each sees only paths and bytes."""
