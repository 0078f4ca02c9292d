"""Where members of segments are sent. Each gets only what differs from what it confirmed."""
