"""HTML elements that cannot be built unescaped: text is escaped when it enters, and only elements are let through."""

from html import escape
from typing import TypeAlias

from placement.language.foreign_text import visible


class Element(str):
    """Markup that `element` made. Any other string is text."""

    __slots__ = ()


Node: TypeAlias = str
"""An `Element`, or text that will be escaped."""


def escaped(text: str) -> str:
    """Return text as HTML shows it, in an element or in an attribute: no markup, and no character that acts."""
    return escape(visible(text))


def _markup(child: Node) -> str:
    return child if isinstance(child, Element) else escaped(child)


def element(tag: str, *children: Node, css: str = "", **attributes: str) -> Element:
    """Return an element with its children; text among them, and every attribute's value, is escaped.

    Args:
        tag: Name of the element.
        *children: Elements, or text.
        css: Its classes.
        **attributes: Other attributes; an underscore in a name stands for a hyphen.
    """
    every = {"class": css, **attributes} if css else attributes
    written = "".join(f' {name.replace("_", "-")}="{escaped(value)}"' for name, value in every.items())
    return Element(f"<{tag}{written}>{''.join(_markup(child) for child in children)}</{tag}>")


def quiet(text: str) -> Element:
    """Return text that stands back."""
    return element("span", text, css="quiet")


def folded(summary: Node, *children: Node, css: str = "", opened: bool = False) -> Element:
    """Return a line with children that open under it."""
    attributes = {"open": ""} if opened else {}
    return element("details", element("summary", summary), *children, css=css, **attributes)


def joined_by(separator: Node, *children: Node) -> Element:
    """Return children next to each other with something between them, without an element around them."""
    return Element(_markup(separator).join(_markup(child) for child in children))
