"""The result, and `place`, which fills it in; how it reads is for `placement.explain`."""
