"""How Sphinx builds the documentation: `make docs`. Warnings and dead references are errors; no network is needed."""

from importlib.metadata import version as installed_version

from sphinx.application import Sphinx
from sphinx.ext.napoleon import Config, GoogleDocstring

project = "placement"
author = "The placement contributors"
copyright = "The placement contributors"
release = installed_version("placement")
version = ".".join(release.split(".")[:2])
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton"]
exclude_patterns = ["_build"]
default_role = "code"  # in docstrings, as in Markdown

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"placement {release}"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_copy_source = False
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

autodoc_default_options = {"members": True, "exclude-members": "model_config"}
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True  # `rulebook=FIVE_LEVEL`, not its repr with a digest
python_use_unqualified_type_names = True
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"  # a type alone, under a name already shown, says nothing

nitpicky = True
nitpick_ignore_regex = [
    # Marks of fields that take the values of any rulebook: they have no page of their own.
    (r"py:.*", r"placement\..*(Graded|Named|Ages|Words|Rulebook.*|Referring|Tracks|Ratings)|kind=\w+"),
    # Names of other projects: looking them up would need a network, and the build must not depend on one.
    (r"py:.*", r"(annotated_types|collections|dataclasses|datetime|enum|os|pathlib|types|typing)\..*"),
    (r"py:.*", r"(cryptography|fhir|hypothesis|narwhals|numpy|polars|pydantic|pydantic_core|typer)\..*"),
    (r"py:.*", r"BaseModel|Ed25519PrivateKey|FieldInfo|Ge|Gt|Le|Lt|NoneType|ValidationError"),
    # Private names that a signature shows and nothing describes.
    (r"py:.*", r"placement\.(.*\.)?_\w+"),
    # The people of an audit: it holds them for `explain`, and nobody reads them there.
    (r"py:.*", r"placement\.cohort\.auditing\.source\.\w+|placement\.engines\.columns\..*"),
]

_GOOGLE_STYLE = Config(napoleon_use_ivar=True, napoleon_custom_sections=[("Class attributes", "Attributes")])


def _read_google_style(  # noqa: PLR0913, PLR0917 - the event's signature is Sphinx's
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Turn Google style into reStructuredText.

    Called directly and not by loading `sphinx.ext.napoleon`, which takes whatever comes before a colon in the first
    line of a property or an attribute for its type. Ours are sentences.
    """
    if what not in {"attribute", "data", "property"}:
        lines[:] = GoogleDocstring(lines, _GOOGLE_STYLE, app, what, name, obj, options).lines()


def setup(app: Sphinx) -> None:
    """Connect what Sphinx's own settings cannot say."""
    app.connect("autodoc-process-docstring", _read_google_style)
