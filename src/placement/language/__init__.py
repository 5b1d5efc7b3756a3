"""What an author writes with: conditions, scales, tracks, declarations, words; no engine and no medicine."""
