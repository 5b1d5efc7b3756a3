"""Real admissions: SAMHSA's TEDS-A public files, as a cohort."""
