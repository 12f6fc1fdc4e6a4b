"""RDF: vocabulary, IRIs, findings and judgements as quads, SHACL, and the ontology's files."""
