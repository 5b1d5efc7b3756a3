"""Renderings of one recommendation: note, letter, HTML, Markdown, graph; they select and word, never compute.

Wording that renderings share is in `wording` and `note`; each rendering is one function in its module.
"""
