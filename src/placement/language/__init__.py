"""What an author writes a rulebook with: conditions, scales, tracks, declarations; no engine and no medicine."""
