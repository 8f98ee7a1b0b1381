"""Who may see and do what: the only place that builds row conditions."""
