"""The library of models: what there is, what can be fetched, and how that goes."""
