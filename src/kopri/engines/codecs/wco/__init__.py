"""The World Customs Organization's Data Model: declarations, and the answers to them."""
