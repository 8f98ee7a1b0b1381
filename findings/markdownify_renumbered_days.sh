#!/usr/bin/env bash
# Lines that begin with a Danish date come back from Markdown as a numbered list: the 17th as number 4.
# Seen with markdownify 1.2.3, markdown2 2.5.5, html2text 2025.4.15 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check markdownify==1.2.3 markdown2==2.5.5 html2text==2025.4.15
cd "$folder"
env/bin/python - <<'PYTHON'
import html2text
import markdown2
import markdownify

DAYS = {
	"paragraphs": "<p>3. marts: første møde</p><p>17. marts: andet møde</p>",
	"line breaks": "3. marts: første møde<br>17. marts: andet møde",
}
for form, html in DAYS.items():
	marked = markdownify.markdownify(html)
	back = str(markdown2.markdown(marked))
	print(form, "->", repr(marked), "->", repr(back))
	assert "17. marts" in marked
	assert '<ol start="3">' in back and back.count("<li>") == 2 and "17" not in back
	kept = str(markdown2.markdown(html2text.html2text(html)))
	print("by html2text ->", repr(kept))
	assert "17. marts: andet møde" in kept and "<ol" not in kept
PYTHON
