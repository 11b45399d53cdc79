"""Topic packs: what is known of the serious harms of a kind of treatment, as data to review."""
