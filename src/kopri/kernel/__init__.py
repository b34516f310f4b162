"""What every room may use: ids, the clock, the actor, errors, text, the consignment.

Pure values and small protocols. Nothing here knows Django, the network or a country.
"""
