"""How a vault of one version becomes one of the next."""
