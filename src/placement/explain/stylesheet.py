"""The style of a recommendation shown as HTML: scoped to its own class, light and dark, on screen and on paper."""

from importlib.resources import files
from typing import Final

CLASS: Final = "placement-recommendation"
"""Class of the article. Every selector of the sheet begins with it, so that nothing around the article changes."""

_COLOURS: Final = {
    "paper": ("#ffffff", "#14181d"),
    "raised": ("#f6f8f9", "#1b2127"),
    "ink": ("#1a2027", "#e8ebee"),
    "quiet": ("#56616c", "#a3adb7"),
    "line": ("#d9dfe4", "#343c45"),
    "accent": ("#0b675f", "#5ad6c6"),
    "on-accent": ("#ffffff", "#06211e"),
    "tint": ("#e4f3f1", "#12302d"),
    "alarm": ("#a61b1b", "#ff9c92"),
    "alarm-tint": ("#fdf0ef", "#3a1a19"),
    "open": ("#7a4d00", "#f2c063"),
    "open-tint": ("#fdf5e1", "#342912"),
}
"""Light and dark. Text on its background has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""


def _colours(light_and_dark: str) -> str:
    colours = ((name, light_and_dark.format(light=light, dark=dark)) for name, (light, dark) in _COLOURS.items())
    return "".join(f"--{name}:{colour};" for name, colour in colours)


# Where `light-dark()` is known, the colours follow `color-scheme`, which follows the reader's system or, in a notebook,
# its theme. Elsewhere they follow the system alone.
THEME: Final = f"""
.& {{ {_colours("{light}")} color-scheme: light dark; }}
@media (prefers-color-scheme: dark) {{ .& {{ {_colours("{dark}")} }} }}
@supports (color: light-dark(#fff, #000)) {{ .& {{ {_colours("light-dark({light},{dark})")} }} }}
[data-jp-theme-light="true"] .&, [data-theme="light"] .&, .vscode-light .&, [theme="light"] .&
{{ color-scheme: light; }}
[data-jp-theme-light="false"] .&, [data-theme="dark"] .&, .vscode-dark .&, [theme="dark"] .&
{{ color-scheme: dark; }}
"""
"""Colours alone, with `&` in place of the class: other reports look alike."""

_SHEET: Final = files("placement.explain").joinpath("stylesheet.css").read_text("utf-8")
STYLE: Final = f"{THEME.replace('&', CLASS)}\n{_SHEET}"
"""The whole sheet, for a `<style>` element inside the article: it loads nothing."""
