"""The gate: arrivals, registration, exit, the way back.

Words: *place* (waiting area, gate, exit gate), *registration* (the side takes the vehicle in),
*exit* (through the exit gate: onto the neutral strip, or into the country). A side's own log
alone writes its registrations and exits; an arrival is a fact and may be written by whoever saw it.
Law: the agreement on the border regime of 25 October 2021 and each state's own rules of passage.
"""
