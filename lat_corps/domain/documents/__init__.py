"""One room per document with a life: its stages and their groups, steps, facts and guards."""
