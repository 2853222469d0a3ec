"""What a page weighs as it travels."""

import gzip
import re
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import brotli

from tests.bench.evening import Evening

MOST_PAGES = 80


def heaviest_page(evening: Evening) -> tuple[float, str]:
    """Kilobytes of the heaviest of the pages that the facilitator can walk to, with all that they load."""
    weights: dict[str, int] = {}
    texts: dict[str, str] = {}

    def fetch(url: str) -> str:
        if url not in weights:
            cookie = f"sessionid={evening.facts['sessions'][0]}"
            request = Request(url, headers={"Cookie": cookie, "Accept-Encoding": "br, gzip"})
            with urlopen(request, timeout=30) as answer:
                body = answer.read()
                texts[url] = decoded(body, answer.headers.get("Content-Encoding"), answer.headers.get_content_type())
            weights[url] = len(body)
        return texts[url]

    def size_of(url: str) -> int:
        fetch(url)
        return weights[url]

    door = evening.house.doors[0]
    waiting, seen = [f"{door}/", f"{door}/meetings/{evening.facts['meeting']}/"], set()
    totals: dict[str, float] = {}
    while waiting and len(totals) < MOST_PAGES:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        html = fetch(url)
        if "<html" not in html:
            continue
        parts = {urljoin(url, part) for part in re.findall(r'(?:src|href)="(/static/[^"#]+)', html)}
        for part in sorted(parts):
            if part.endswith(".js"):
                parts |= {urljoin(part, name) for name in re.findall(r'^import .*?"(\./[^"]+)"', fetch(part), re.M)}
        totals[url] = (weights[url] + sum(size_of(part) for part in parts)) / 1024
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
