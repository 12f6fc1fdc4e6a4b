"""The graph for people: a networkx graph, a page that shows it, and files for other programs."""
