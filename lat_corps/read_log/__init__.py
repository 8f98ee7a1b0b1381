"""Who read what about whom: noted as it happens, gathered per request, told per person (N3)."""
