"""What is known of one person: answers, where each came from, and how they are completed; nothing is evaluated."""
