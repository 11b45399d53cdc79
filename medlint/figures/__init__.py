"""Numbers of running text, and the ways in which they can contradict one another."""
