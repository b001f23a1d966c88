"""Numbers, one per replica, and the identity under which they are kept."""
