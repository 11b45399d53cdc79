"""The first configuration of a repository: `survey` looks at it, `first_config` writes it down."""
