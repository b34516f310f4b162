"""Weighing: what the scales of a side have said of a vehicle.

Words: *gross* (vehicle and goods), *axle group* (one, two or three axles that bear together, and
what they bear). A weighing is a fact of the side that weighed; whether the other side takes it as its
own stands in the pair's recognition table. It is compared with what was announced and with both sides' limits;
what is found is shown to those who decide and stops nobody by itself.
Law: each side's order on masses and dimensions, named in its ``weight_limits.csv``.
"""
