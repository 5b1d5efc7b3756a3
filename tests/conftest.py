"""How hard hypothesis tries: `HYPOTHESIS_PROFILE` chooses; without it `ci` where `CI` is true, else `dev`."""

import os

from hypothesis import settings

settings.register_profile("dev", max_examples=100, deadline=None)
# The same examples on every run, so that a red build is always about the change that it ran on.
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
# The same again, fewer: for a further Python, where another one has run the whole.
settings.register_profile("brief", max_examples=20, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "dev"))
