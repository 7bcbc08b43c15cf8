"""A public page as tests read it."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """Ids, links and headings of a page, and whether its elements are closed in order."""

    VOID = frozenset({"meta", "link", "input", "br", "wbr", "img", "hr"})

    def __init__(self, html: str):
        super().__init__()
        self.stack, self.ids, self.links, self.headings, self.texts = [], [], [], [], []
        self.feed(html)
        assert self.stack == []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag not in self.VOID:
            self.stack.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag == "a" else []
        self.headings += [int(tag[1])] if tag in ("h1", "h2", "h3", "h4") else []

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)
