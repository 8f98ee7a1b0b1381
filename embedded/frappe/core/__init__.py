"""DocTypes of the stand-in itself: their JSON, and the controllers of those that have one."""
