"""The tour, on demo nodes alone: both nodes side by side, one truck to follow, the line to cut.

``control`` asks the demo's own small server, ``follow`` names the next role and button, ``view``
puts the page together. Everything it shows is simulated, and it says so.
"""
