"""What an article claims, how firmly, and on what."""
