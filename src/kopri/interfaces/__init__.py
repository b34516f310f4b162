"""How the world reaches the platform: translate, make one call, translate back."""
