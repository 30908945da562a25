"""The pages in a real browser: as people meet them who have little sight, no mouse, or a small phone."""
