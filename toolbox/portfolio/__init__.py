"""The picture of many firms together, fit to be published: the model, what is withheld, and the writers."""
