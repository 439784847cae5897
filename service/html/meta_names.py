"""The names under which meta elements declare each field, the most reliable first."""

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
