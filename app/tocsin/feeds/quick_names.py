"""The elements that feedparser knows, under its names for them, and their namespaces; touches nothing.

A test holds the lists to the installed feedparser.
"""

from __future__ import annotations


class NotPlain(ValueError):
    """The quick way does not fully understand this feed; feedparser shall read it."""


MOST_ALIKE = 200
"""Elements in one entry; with more of them, some are left out."""


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


ATOM = "http://www.w3.org/2005/atom"
RSS_10 = "http://purl.org/rss/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XHTML = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/XML/1998/namespace"
NETSCAPE = "http://my.netscape.com/rdf/simple/0.9/"

PREFIXES = {
    uri: prefix
    for prefix, uris in {
        "": (
            "http://backend.userland.com/rss "
            "http://blogs.law.harvard.edu/tech/rss "
            "http://purl.org/rss/1.0/ "
            "http://my.netscape.com/rdf/simple/0.9/ "
            "http://example.com/newformat# "
            "http://example.com/necho "
            "http://purl.org/echo/ "
            "uri/of/echo/namespace# "
            "http://purl.org/pie/ "
            "http://purl.org/atom/ns# "
            "http://www.w3.org/2005/atom "
            "http://purl.org/rss/1.0/modules/rss091# "
        ),
        "admin": "http://webns.net/mvcb/",
        "ag": "http://purl.org/rss/1.0/modules/aggregation/",
        "annotate": "http://purl.org/rss/1.0/modules/annotate/",
        "audio": "http://media.tangent.org/rss/1.0/",
        "blogChannel": "http://backend.userland.com/blogchannelmodule",
        "cc": "http://creativecommons.org/ns#license http://web.resource.org/cc/",
        "creativeCommons": (
            "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html "
            "http://backend.userland.com/creativecommonsrssmodule "
        ),
        "co": "http://purl.org/rss/1.0/modules/company",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "cp": "http://my.theinfo.org/changed/1.0/rss/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "email": "http://purl.org/rss/1.0/modules/email/",
        "ev": "http://purl.org/rss/1.0/modules/event/",
        "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
        "fm": "http://freshmeat.net/rss/fm/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "georss": "http://www.georss.org/georss",
        "gml": "http://www.opengis.net/gml",
        "icbm": "http://postneo.com/icbm/",
        "image": "http://purl.org/rss/1.0/modules/image/",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd http://example.com/dtds/podcast-1.0.dtd",
        "l": "http://purl.org/rss/1.0/modules/link/",
        "media": "http://search.yahoo.com/mrss http://search.yahoo.com/mrss/",
        "pingback": "http://madskills.com/public/xml/rss/module/pingback/",
        "prism": "http://prismstandard.org/namespaces/1.2/basic/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "ref": "http://purl.org/rss/1.0/modules/reference/",
        "reqv": "http://purl.org/rss/1.0/modules/richequiv/",
        "search": "http://purl.org/rss/1.0/modules/search/",
        "slash": "http://purl.org/rss/1.0/modules/slash/",
        "soap": "http://schemas.xmlsoap.org/soap/envelope/",
        "ss": "http://purl.org/rss/1.0/modules/servicestatus/",
        "str": "http://hacks.benhammersley.com/rss/streaming/",
        "sub": "http://purl.org/rss/1.0/modules/subscription/",
        "sy": "http://purl.org/rss/1.0/modules/syndication/",
        "szf": "http://schemas.pocketsoap.com/rss/mydescmodule/",
        "taxo": "http://purl.org/rss/1.0/modules/taxonomy/",
        "thr": "http://purl.org/rss/1.0/modules/threading/",
        "ti": "http://purl.org/rss/1.0/modules/textinput/",
        "trackback": "http://madskills.com/public/xml/rss/module/trackback/",
        "wfw": "http://wellformedweb.org/commentapi/",
        "wiki": "http://purl.org/rss/1.0/modules/wiki/",
        "xhtml": "http://www.w3.org/1999/xhtml",
        "xlink": "http://www.w3.org/1999/xlink",
        "xml": "http://www.w3.org/xml/1998/namespace",
        "psc": "http://podlove.org/simple-chapters",
    }.items()
    for uri in uris.split()
}
"""A namespace in small letters, and the prefix that its elements are known by, whatever the feed calls it."""

STRUCTURE = _set("rss feed channel item entry body xhtml_body tags image textinput textInput geom georssgeom")
"""What makes a feed a tree, or turns the meaning of what is in it: only welcome in its usual place."""

TEXT_ONLY = _set(
    "rights copyright dc_rights subtitle tagline itunes_subtitle info feedburner_browserfriendly generator "
    "webmaster dc_publisher language dc_language expirationdate dcterms_valid newlocation name email url uri "
    "homepage width height itunes_name itunes_email itunes_block itunes_explicit dc_contributor"
)
"""Known, without meaning for an entry, and holding text; with markup inside they are not plain any more."""

OPEN = _set(
    "contributor cloud media_credit media_group media_license media_player media_rating media_restriction "
    "cc_license creativeCommons_license creativecommons_license georss_box georss_line georss_point "
    "georss_polygon georss_where gml_exterior gml_linearring gml_linestring gml_point gml_polygon gml_pos "
    "gml_poslist psc_chapter psc_chapters where"
)
"""Known, without meaning for an entry; what is in them counts as if it stood beside them."""

MEANT = _set(
    "title dc_title media_title link guid id description dc_description media_description abstract summary "
    "itunes_summary content content_encoded fullitem published pubdate issued dcterms_issued updated modified "
    "lastbuilddate dc_date dcterms_modified created dcterms_created author managingeditor dc_author dc_creator "
    "itunes_author category keywords dc_subject media_category itunes_category media_keywords itunes_keywords "
    "enclosure media_content media_thumbnail source itunes_image itunes_link itunes_owner"
)
"""Known and with meaning for an entry."""

KNOWN = STRUCTURE | TEXT_ONLY | OPEN | MEANT

OURS = _set("links authors title_detail summary_detail author_detail guidislink enclosures sy ttl_detail")
"""Names that an element must not have, because what is found is kept under them."""

HTML_ELEMENTS = _set(
    "a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite "
    "code col colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em event-source "
    "fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd keygen label "
    "legend li m map menu meter multicol nav nextid noscript ol optgroup option output p pre progress q s samp "
    "section select small sound source spacer span strike strong sub sup table tbody td textarea tfoot th "
    "thead time tr tt u ul var video"
)
"""What may stand in a text that is taken for HTML though it does not say so."""
