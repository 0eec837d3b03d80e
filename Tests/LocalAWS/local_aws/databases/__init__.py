"""Real database servers, one process for each DB cluster."""
