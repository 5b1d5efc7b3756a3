"""Recommend one of five ASAM-style levels of care for an adult with a substance use problem, and show why."""
