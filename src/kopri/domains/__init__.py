"""What the services of the border do, one package a subject; none knows another."""
