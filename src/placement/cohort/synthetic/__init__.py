"""A synthetic cohort."""
