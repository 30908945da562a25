"""What each template may say, in the reader's language; the address of everything."""
