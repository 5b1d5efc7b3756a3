"""What is said: one recommendation, several renderings.

A rendering never computes. It selects, orders and words what is in the recommendation, and knows neither the rulebook
nor an engine. Wording that renderings share is in `wording` and `note`; each rendering is one function in its module.
"""
