"""How quality is measured: figures on annotated corpora, and the gold of the sample stories."""
