"""What is known of one person: answers, their provenance, their completion; nothing is evaluated."""
