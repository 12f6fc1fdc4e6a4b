"""The canonical form of a web address: what two copies of one article have in common."""

from __future__ import annotations

import logging
import re
from urllib.parse import urlsplit, urlunsplit

_log = logging.getLogger(__name__)

_TRACKING = re.compile(
    r"""utm_\w+ | mc_[ce]id | fbclid | gclid | dclid | gbraid | wbraid
      | msclkid | yclid | twclid | igshid | _ga | _gl | _hsenc | _hsmi | mkt_tok | cmpid
      | at_(medium|campaign) | ocid | smid | ito | guccounter | guce_referrer\w* | ncid
      | sr_share | soc_(src|trk)""",
    re.VERBOSE | re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Return `url` with scheme and host in lower case and without fragment, default port, tracking.

    Returns "" for what is no absolute http(s) address, and says so in the log.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in _PORTS or not host:
        if url:
            _log.warning("%r is no absolute http(s) address: taken as no URL", url)
        return ""
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[scheme]:
        netloc += f":{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", _query(parts.query), "")).strip()


def _query(query: str) -> str:
    kept = (part for part in query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0]))
    return "&".join(part for part in kept if part)
