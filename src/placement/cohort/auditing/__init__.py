"""Past decisions held against the criteria: agreement, disparities, reasons, and the report of them."""
