"""How conditions are run. Engines know nothing of medicine."""
