"""The label inventories of the encoder's heads, in the order of its outputs."""

ROLES = ("O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT")
"""Quote roles after PolNeAR (Newell, Margolin & Ruths, LREC 2018), one flat BIO sequence."""

NAMES = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
"""Names after CoNLL-2003, as Universal NER, WikiGold and others annotate them."""

MENTIONS = ("none", "person", "organization", "place", "time", "event", "other")
"""What a word is the syntactic head of a mention of."""

_UPOS = """
ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X
"""
UPOS = tuple(_UPOS.split())
"""Universal part-of-speech tags, UD version 2."""

_DEPS = """
acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound
compound:prt conj cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl
fixed flat goeswith iobj list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer
nsubj:pass nummod obj obl obl:agent obl:unmarked orphan parataxis punct reparandum root vocative
xcomp
"""
DEPS = tuple(_DEPS.split())
"""Universal Dependencies relations of the English Web Treebank and GUM, version 2."""

GAPS = ("unknown", "glued", "space", "paragraph")
"""What stands before a word: unknown, nothing, blanks, or a line break (or the text's start)."""

SHAPES = ("none", "lower", "title", "upper", "mixed")
"""A word's casing; the wordpiece vocabulary is uncased."""
