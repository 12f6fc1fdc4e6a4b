"""Doc → Findings: who is who, who said what, what happened to whom, and what is claimed of whom."""

from __future__ import annotations
