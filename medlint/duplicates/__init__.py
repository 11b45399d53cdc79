"""The same passages, and nearly the same, in many articles, and what their versions differ in."""
