"""The names under which meta elements declare each field, the most reliable first."""

from service.article import DateRole

HEADLINES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title")
PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher")
SECTIONS = ("article:section", "og:article:section", "parsely-section")
AUTHORS = (
    "article:author",
    "og:article:author",
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
)
KEYWORDS = ("news_keywords", "keywords", "article:tag", "parsely-tags", "sailthru.tags")
DATES: dict[DateRole, tuple[str, ...]] = {
    "published": (
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "dcterms.issued",
        "dc.date.issued",
        "dc.date",
        "dcterms.created",
        "citation_publication_date",
        "citation_date",
        "pubdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "date",
    ),
    "modified": (
        "article:modified_time",
        "og:article:modified_time",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "dc.date.modified",
        "last-modified",
        "lastmod",
    ),
}
