"""The errors that `kg` raises, as one tree.

    KgError
    ├── InputError        an article cannot be read or is not wanted; the others go on
    ├── OntologyError     a file of linguistic knowledge is malformed
    ├── PeopleError       a user's table of people is malformed
    ├── WeightsError      the encoder's weights are missing or do not fit the code
    ├── QueryError        a query is malformed, or fails
    │   ├── RefusedError  it would change the graph or reach out of the store
    │   └── LimitError    it takes more time, memory or rows than it may
    └── StoreError        a store is missing, locked, or of another version

Each message names the file or value at fault and the remedy.
"""


class KgError(Exception):
    """The root of all errors that `kg` raises on purpose."""


class InputError(KgError):
    """An article cannot be read, is a duplicate, or is left out; other articles are not concerned.

    `reason` is one short code for `failed.jsonl` (``empty``, ``binary``, ``unreadable``,
    ``language``, ``duplicate``, …); the message is for people.
    """

    def __init__(self, source: str, reason: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source
        self.reason = reason
        self.message = message


class OntologyError(KgError):
    """A file of linguistic knowledge is malformed; names the file, the term and the remedy."""


class PeopleError(KgError):
    """A user's table of people is malformed; names the file, the line, the value and the remedy."""


class WeightsError(KgError):
    """The encoder's weights are missing or were made for another version of the code."""


class QueryError(KgError):
    """A query is malformed, refused by the guard, or ran over its limits."""


class RefusedError(QueryError):
    """A query would change the graph or reach out of the store; the guard did not run it."""


class LimitError(QueryError):
    """A query takes more time, memory or rows than it may."""


class StoreError(KgError):
    """A store is missing, locked by another process, or was written by another version."""
