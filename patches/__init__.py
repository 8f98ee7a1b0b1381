"""Data migrations, one `verb_object.py` each, in a folder per version."""
