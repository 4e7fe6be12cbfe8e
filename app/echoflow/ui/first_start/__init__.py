"""The first start: four short steps and a first conversation."""
