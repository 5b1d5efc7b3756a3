"""Past decisions compared with the criteria: agreement, disparities, reasons, a report; it recommends nothing."""
