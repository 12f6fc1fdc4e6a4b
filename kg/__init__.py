"""Witness: who said what and who lived through what, from news articles to a graph."""
