"""The mathematics of the queue: who gets which hour, and when a vehicle is through."""
