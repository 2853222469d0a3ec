"""What a text that people wrote may hold once it is HTML: a short list, the same for all that reads or makes it."""

HEADINGS_START_AT = 3  # Under the page's own h1 and h2.
BLOCKS = {"p", "br", "hr", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "li"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
WORDS = {"strong", "em", "del", "ins", "sub", "sup", "code", "a"}
TAGS = frozenset(BLOCKS | TABLES | WORDS)
ATTRIBUTES = {"a": ["href", "title"], "th": ["scope"], "ol": ["start"]}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
