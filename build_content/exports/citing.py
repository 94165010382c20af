"""The site itself as something to cite: a source as any other, for the same three formats."""

from __future__ import annotations

from build_content.model import Site, Source
from build_content.text.slugs import is_id, make_slug


def describe_site_as_source(site: Site) -> Source:
    """Return the site as a web page of its edition's date; what is not known is left out."""
    info, essay = site.info, site.essay.info
    issued = info.edition or essay.updated or essay.published
    slug = make_slug(essay.title)
    fields = {
        "id": slug if is_id(slug) else "site",
        "type": "webpage",
        "title": essay.title,
        "author": [{"literal": name} for name in essay.authors],
        "publisher": info.publisher,
        "issued": issued.text,
        "language": essay.language,
        "URL": info.url,
    }
    return Source.model_validate({key: value for key, value in fields.items() if value})
