"""Every pair of colours that stands together is legible, computed from the tokens themselves."""

import re
from pathlib import Path

import pytest

import web

SHEET = (Path(web.__file__).parent / "static/web/tokens.css").read_text()
TONES = ["lamp", "leaf", "clay", "sky", "plum"]


def block(start: str) -> dict[str, str]:
    """The colours that one rule of the sheet sets."""
    rule = SHEET[SHEET.index(start) :]
    rule = rule[: rule.index("}")]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", rule))


LIGHT = block(":root {")
DARK = block(':root[data-theme="dark"] {')
PRINT = {**LIGHT, **block("@media print")}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
@pytest.mark.parametrize("ground", ["paper", "raised", "sunk"])
@pytest.mark.parametrize("text", ["ink", "muted", *TONES])
def test_text_is_legible_on_every_ground(palette, text, ground):
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
@pytest.mark.parametrize("tone", TONES)
def test_a_tone_and_the_ink_are_legible_on_the_tones_soft_ground(palette, tone):
    assert contrast(palette[tone], palette[f"{tone}-soft"]) >= 4.5
    assert contrast(palette["ink"], palette[f"{tone}-soft"]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_to_do_now_is_legible(palette):
    assert contrast(palette["on-lamp"], palette["lamp-fill"]) >= 4.5
    assert contrast(palette["muted"], palette["glow"]) >= 4.5
    assert contrast(palette["lamp"], palette["glow"]) >= 4.5
    assert contrast(palette["paper"], palette["night"]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised", "sunk"])
@pytest.mark.parametrize("edge", ["edge", "sky", "night"])
def test_edges_of_controls_and_parts_of_pictures_are_seen(palette, edge, ground):
    assert contrast(palette[edge], palette[ground]) >= 3


def test_dark_is_the_same_whether_the_device_or_the_person_chose_it():
    assert block(':root:not([data-theme="light"]) {') == DARK
    assert set(DARK) == set(LIGHT)
