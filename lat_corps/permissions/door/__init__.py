"""The door: what a request may ask of the records of the app is refused unless its method was examined."""
