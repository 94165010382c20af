"""What a host sends with every page, as files that common hosts read.

A page's own policy cannot say who may frame it, nor how other files than pages are read: that
takes headers. GitHub Pages sends none of ours; there, the policy in each page stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from build_content.policy import write_policy

# What no page of the site asks for, refused to whatever might (https://www.w3.org/TR/permissions-policy/).
_REFUSED: Final = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "usb"),
)


def list_headers(hashes: Iterable[str]) -> Mapping[str, str]:
    """Return the headers of every answer, for pages with scripts of these hashes.

    A host that serves by https alone adds Strict-Transport-Security itself: it binds all that
    the host serves, which is more than this site.
    """
    return {
        "Content-Security-Policy": f"{write_policy(hashes)}; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _REFUSED),
        "Referrer-Policy": "no-referrer",  # what somebody reads here is nobody else's business
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    }


def write_header_files(hashes: Iterable[str], root: str) -> Mapping[str, str]:
    """Return header files by their path in the site.

    `root` is the path of the site on its host, with a slash at both ends: `/` or `/ships/`.
    """
    headers = list_headers(hashes)
    return {
        "_headers": _write_for_netlify(headers),
        ".htaccess": _write_for_apache(headers, root),
        "nginx-headers.conf": _write_for_nginx(headers, root),
    }


def _write_for_netlify(headers: Mapping[str, str]) -> str:
    """Return what Netlify and Cloudflare Pages read.

    https://docs.netlify.com/manage/routing/headers/
    """
    lines = (f"  {name}: {value}" for name, value in headers.items())
    return "\n".join(["/*", *lines, ""])


def _write_for_apache(headers: Mapping[str, str], root: str) -> str:
    """Return what Apache reads: https://httpd.apache.org/docs/2.4/mod/mod_headers.html ."""
    lines = (f'  Header always set {name} "{value}"' for name, value in headers.items())
    found = ["<IfModule mod_headers.c>", *lines, "</IfModule>", f"ErrorDocument 404 {root}404.html"]
    return "\n".join([*found, ""])


def _write_for_nginx(headers: Mapping[str, str], root: str) -> str:
    """Return what a server block of nginx takes in by `include`.

    https://nginx.org/en/docs/http/ngx_http_headers_module.html
    """
    lines = (f'add_header {name} "{value}" always;' for name, value in headers.items())
    return "\n".join([*lines, f"error_page 404 {root}404.html;", ""])
