"""How Sphinx builds the documentation: `make docs`. Warnings and dead references are errors; no network is needed."""

from importlib.metadata import version as installed_version

project = "placement"
author = "The placement contributors"
copyright = "The placement contributors"
release = installed_version("placement")
version = ".".join(release.split(".")[:2])
language = "en-GB"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
exclude_patterns = ["_build"]

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"placement {release}"
html_copy_source = False
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"  # a field that has no description repeats nothing
autodoc_default_options = {"members": True, "show-inheritance": False}
napoleon_google_docstring = True
napoleon_numpy_docstring = False

nitpicky = True
# Names of other projects: looking them up would need a network, and the build must not depend on one.
nitpick_ignore_regex = [
    (r"py:.*", r"(annotated_types|hypothesis|pydantic|pydantic_core|typer)\..*"),
    (r"py:.*", r"(collections|dataclasses|enum|os|pathlib|types|typing)\..*"),
]
