"""How people and machines reach the journeys: translate, make one call, translate back."""
