"""The style of a recommendation shown as HTML: scoped to its own class, light and dark, on screen and on paper."""

from typing import Final

CLASS: Final = "placement-recommendation"
"""Class of the article. Every selector below begins with it, so that nothing around the article changes."""

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
    return "".join(f"--{name}:{light_and_dark.format(light=one, dark=two)};" for name, (one, two) in _COLOURS.items())


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

_SHEET: Final = """
.& { box-sizing: border-box; max-width: 60rem; margin: 0.5rem 0; padding: 1.5rem 1.75rem 1.25rem; color: var(--ink);
  background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow-wrap: anywhere;
  font: 400 15px/1.5 Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.& *, .& *::before { box-sizing: border-box; }
.& h2, .& h3, .& h4, .& p, .& ul, .& ol, .& dl, .& dd { margin: 0; padding: 0; }
.& h2 { display: flex; flex-direction: column; gap: 0.1rem; font-size: 1rem; line-height: 1.35; font-weight: 600; }
.& h2 .label { color: var(--quiet); font-size: 0.85rem; font-weight: 600; }
.& h2 .main { font-size: 1.6rem; line-height: 1.25; letter-spacing: -0.01em; text-wrap: balance; }
.& h2 .range { font-size: 1.25rem; }
.& h2 .aside { color: var(--ink); font-weight: 500; }
.& h2 .open { color: var(--open); font-weight: 600; }
.& .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.& section { margin-top: 1.6rem; }
.& h3 { margin-bottom: 0.5rem; font-size: 1rem; line-height: 1.4; font-weight: 650; }
.& h4 { margin: 0.9rem 0 0.3rem; font-size: 0.9rem; font-weight: 650; }
.& ul, .& ol { list-style: none; }
.& .quiet, .& .id, .& .sources { color: var(--quiet); font-size: 0.85em; }
.& .id { white-space: nowrap; font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.8em; }
.& .points > li { padding: 0.3rem 0; border-top: 1px solid var(--line); }
.& .points > li:first-child { border-top: 0; }

.& .ladder { display: grid; grid-template-columns: repeat(6, 1fr); gap: 4px; margin-top: 1.1rem; }
.& .ladder li { display: flex; flex-direction: column; padding: 0.4rem 0.6rem 0.45rem; color: var(--quiet);
  background: var(--raised); border: 1px solid var(--line); border-radius: 6px;
  font-size: 0.78rem; line-height: 1.3; overflow-wrap: normal; }
.& .ladder b { color: inherit; font-size: 1.05rem; font-weight: 650; }
.& .ladder .recommended { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
.& .ladder .recommended span::before { content: "\\2713\\00a0"; }
.& .ladder .possible { color: var(--open); background: var(--open-tint); border: 1px dashed var(--open); }
.& .ladder .possible span::before { content: "?\\00a0"; font-weight: 700; }

.& .urgent { padding: 0.8rem 1rem; color: var(--alarm); background: var(--alarm-tint); border: 1px solid var(--alarm);
  border-left-width: 6px; border-radius: 6px; }
.& .perhaps { color: var(--open); background: var(--open-tint); border-color: var(--open); }
.& .urgent h3 { margin-bottom: 0.2rem; }
.& .urgent li { font-weight: 600; border-color: transparent; padding: 0.1rem 0; }
.& .urgent .id, .& .urgent .sources { color: inherit; font-weight: 400; }

.& details > summary { cursor: pointer; }
.& summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.& .reason { margin-top: 0.5rem; padding: 0.6rem 0.9rem; background: var(--raised); border: 1px solid var(--line);
  border-radius: 8px; }
.& .further { margin-top: 0.5rem; }
.& .reason .reason { background: var(--paper); }
.& .tree, .& .tree ul { margin-left: 0.3rem; padding-left: 1rem; border-left: 2px solid var(--line); }
.& .tree { margin-top: 0.5rem; }
.& .tree li { padding: 0.2rem 0; }
.& .tree .leaf { display: flex; align-items: baseline; }
.& .kind { display: inline-block; flex: none; min-width: 4.6em; margin-right: 0.4rem; padding: 0 0.4em;
  color: var(--quiet); border: 1px solid var(--line); border-radius: 4px; font-size: 0.75rem; text-align: center; }
.& .kind.answer { color: var(--accent); background: var(--tint); border-color: var(--accent); }
.& .answers { display: flex; flex-wrap: wrap; gap: 0.3rem; margin: 0.25rem 0; }
.& .answers li { padding: 0.1rem 0.55rem; background: var(--tint); border: 1px solid transparent; border-radius: 6px;
  font-size: 0.87rem; }
.& .answers .quiet { font-size: 0.95em; }

.& .side { border-top: 1px solid var(--line); }
.& .side:first-of-type { border-top: 0; }
.& .side > summary { display: grid; grid-template-columns: 0.75rem 1fr 5.4rem 17.5rem; gap: 0.75rem;
  align-items: center; padding: 0.4rem 0; list-style: none; }
.& .reason > summary { display: grid; grid-template-columns: 0.75rem 1fr; gap: 0.5rem; list-style: none; }
.& .side > summary::-webkit-details-marker, .& .reason > summary::-webkit-details-marker { display: none; }
.& .side > summary::before, .& .reason > summary::before { content: "\\25b8"; color: var(--quiet); }
.& .side[open] > summary::before, .& .reason[open] > summary::before { content: "\\25be"; }
.& .side .inside { padding: 0 0 0.7rem 1.75rem; }
.& .side .inside li { padding: 0.12rem 0; }
.& .pips { display: flex; gap: 3px; }
.& .pips i { width: 1.1rem; height: 0.65rem; border: 1px solid var(--quiet); border-radius: 2px; }
.& .pips .full { background: var(--accent); border-color: var(--accent); }
.& .pips .maybe { border-color: var(--open);
  background: repeating-linear-gradient(45deg, var(--open) 0 2px, transparent 2px 5px); }

.& .wide { overflow-x: auto; overflow-wrap: break-word; }
.&.& .levels { min-width: 40rem; }
.&.& table { width: 100%; margin: 0; border: 0; border-collapse: collapse; color: inherit; font-size: 0.88rem;
  line-height: 1.45; table-layout: auto; }
.&.& caption { padding: 0 0 0.4rem; color: var(--quiet); font-size: 0.85rem; text-align: left; caption-side: top; }
.&.& tr:nth-child(n) { background: none; border: 0; }
.&.& th, .&.& td { max-width: none; padding: 0.45rem 0.9rem 0.45rem 0; border: 0; border-top: 1px solid var(--line);
  text-align: left; vertical-align: top; white-space: normal; font-weight: 400; line-height: inherit; }
.&.& thead th { border-top: 0; border-bottom: 1px solid var(--quiet); color: var(--quiet); font-size: 0.8rem;
  font-weight: 600; padding-top: 0; }
.&.& tbody th b { display: block; font-weight: 600; }
.&.& .levels th:first-child { min-width: 9.5rem; }
.&.& .levels th:nth-child(3), .&.& .levels th:nth-child(4) { width: 36%; }
.&.& tr.recommended:nth-child(n) { background: var(--tint); }
.&.& tr.recommended th, .&.& tr.possible th { box-shadow: inset 4px 0 var(--accent); padding-left: 0.9rem; }
.&.& tr.possible th { box-shadow: inset 4px 0 var(--open); }
.& td .answers { display: block; margin: 0; }
.& td .answers li { display: inline; padding: 0; background: none; border: 0; }
.& td .answers li:not(:last-child)::after { content: "; "; color: var(--quiet); }
.& td p { color: var(--quiet); font-size: 0.85em; }
.& .changes li { padding: 0.1rem 0 0.1rem 0.9rem; text-indent: -0.9rem; }
.& .changes li::before { content: "\\2022\\00a0\\00a0"; color: var(--quiet); }
.& .verdict { white-space: nowrap; }
.& .recommended .verdict { color: var(--accent); font-weight: 650; }
.& .possible .verdict { color: var(--open); font-weight: 650; }

.& .facts { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: 0.2rem 1rem; font-size: 0.92rem; }
.& .facts dt { color: var(--quiet); }
.& .card { margin-top: 0.5rem; padding: 0.6rem 0.9rem; border: 1px solid var(--line); border-radius: 8px; }
.& .card > summary { font-weight: 600; }
.& .card > dl { margin-top: 0.5rem; }
.& footer { margin-top: 1.6rem; padding-top: 0.7rem; color: var(--quiet); border-top: 1px solid var(--line);
  font-size: 0.8rem; }
.& footer p + p { margin-top: 0.2rem; }

@media (max-width: 40rem) {
  .& { padding: 1rem; }
  .& .ladder { grid-template-columns: repeat(3, 1fr); }
  .& .ladder li { padding: 0.35rem 0.45rem; font-size: 0.72rem; }
  .& .side > summary { grid-template-columns: 1rem 1fr 5.4rem; }
  .& .side > summary .rated { grid-column: 2 / -1; }
  .& .id { white-space: normal; }
  .& .facts { grid-template-columns: 1fr; }
  .& .facts dd { margin-bottom: 0.3rem; }
}
@media print {
  .& { max-width: none; padding: 0; border: 0; color-scheme: light; font-size: 10.5pt; print-color-adjust: exact; }
  .&.& .levels { min-width: 0; font-size: 9pt; }
  .& .ladder li { padding: 0.35rem 0.45rem; font-size: 7.5pt; }
  .& details::details-content { display: block; content-visibility: visible; height: auto; }
  .& tr, .& li, .& .reason > summary { break-inside: avoid; }
  .& h3, .& summary { break-after: avoid; }
}
"""

STYLE: Final = (THEME + _SHEET).replace("&", CLASS)
"""The whole sheet, for a `<style>` element inside the article: it loads nothing."""
