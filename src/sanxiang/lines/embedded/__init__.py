"""The embedded exchange: browsers talk through this process; nothing else has to be installed."""
