"""How often medlint is right, measured from the JSON of its own commands."""
