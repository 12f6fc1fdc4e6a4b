"""Files, folders, globs and standard input → `Article`s, with what cannot be read said as errors.

| source | what it holds |
|---|---|
| `.txt`, `.text`, `.md`, `.markdown` | an article, with front matter or a `.json` beside it |
| `.html`, `.htm`, `.xhtml` | an article inside a web page |
| `.jsonl`, `.ndjson`, `.json`, `.csv`, `.tsv` | an article per record, in columns of `COLUMNS` |
| `-` | standard input: any of these, told apart by how it begins |

Nothing here opens a network connection.
"""

from kg.read.metadata import COLUMNS, FIELDS
from kg.read.reader import read

__all__ = ["COLUMNS", "FIELDS", "read"]
