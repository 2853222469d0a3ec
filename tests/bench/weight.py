"""What a page weighs as it travels."""

import gzip
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import brotli

from tests.bench.evening import Evening

MOST_PAGES = 80


@dataclass
class Scales:
    """What one person's browser loads from a house: each address once, with its weight in bytes."""

    evening: Evening
    weights: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def door(self) -> str:
        return self.evening.house.doors[0]

    def fetch(self, url: str) -> str:
        if url not in self.weights:
            cookie = f"sessionid={self.evening.facts['sessions'][0]}"
            request = Request(url, headers={"Cookie": cookie, "Accept-Encoding": "br, gzip"})
            with urlopen(request, timeout=30) as answer:
                body = answer.read()
                kind = answer.headers.get_content_type()
                self.texts[url] = decoded(body, answer.headers.get("Content-Encoding"), kind)
            self.weights[url] = len(body)
        return self.texts[url]

    def total(self, url: str) -> float:
        """Kilobytes of a page, with all that it loads."""
        parts = {urljoin(url, part) for part in re.findall(r'(?:src|href)="(/static/[^"#]+)', self.fetch(url))}
        for part in sorted(parts):
            if part.endswith(".js"):
                names = re.findall(r'^import .*?"(\./[^"]+)"', self.fetch(part), re.M)
                parts |= {urljoin(part, name) for name in names}
        for part in parts:
            self.fetch(part)
        return (self.weights[url] + sum(self.weights[part] for part in parts)) / 1024


def page_weight(evening: Evening, path: str) -> float:
    """Kilobytes of one page, with all that it loads."""
    scales = Scales(evening)
    return scales.total(f"{scales.door}{path}")


def heaviest_page(evening: Evening) -> tuple[float, str]:
    """Kilobytes of the heaviest of the pages that the facilitator can walk to, with all that they load."""
    scales = Scales(evening)
    door = scales.door
    waiting, seen = [f"{door}/", f"{door}/meetings/{evening.facts['meeting']}/"], set()
    totals: dict[str, float] = {}
    while waiting and len(totals) < MOST_PAGES:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        html = scales.fetch(url)
        if "<html" not in html:
            continue
        totals[url] = scales.total(url)
        links = re.findall(r'<a [^>]*href="(/[^"#]*)"', html)
        waiting += [urljoin(url, link) for link in links if "logout" not in link and "static" not in link]
        waiting = [link for link in dict.fromkeys(waiting) if urlsplit(link).netloc == urlsplit(door).netloc]
    heaviest = max(totals, key=totals.__getitem__)
    return totals[heaviest], heaviest.removeprefix(door)


def decoded(body: bytes, encoding: str | None, kind: str) -> str:
    if encoding == "br":
        body = brotli.decompress(body)
    elif encoding == "gzip":
        body = gzip.decompress(body)
    return body.decode() if kind.startswith("text/") or "script" in kind else ""
