"""`assay` with the tiny models known to it, for tests of whole processes: python -m tests.local.program fetch tiny."""

from __future__ import annotations

from assay.cli import main
from assay.models._store import FETCHABLE
from tests.local.index import TERMS, TINY, TWO

if __name__ == "__main__":
    FETCHABLE.update({entry.name: entry for entry in (TINY, TWO, TERMS)})
    main()
