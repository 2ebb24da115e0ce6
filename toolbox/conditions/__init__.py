"""The condition of a rule: one typed tree, and the readers that must agree on it."""
