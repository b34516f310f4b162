"""Outcomes beyond a service's finding on the whole: of single parts, of reasons withheld, by two.

Words: *part* (a consignment, a passenger, a wagon, the trailer: what can stay behind while the rest
goes on), *withheld hold* (both sides know that it is held; service, reason and what would lift it
stay with the own side, by law), *proposal* (what a service means to decide and a second officer of
it must confirm before it counts).
Law: each state's own acts; WTO TFA articles 4 and 7 for what the carrier is told.
"""
