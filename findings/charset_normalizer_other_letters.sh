#!/usr/bin/env bash
# A Danish file in Windows' letters is read as one from Central Europe, Nørrevang as Nřrrevang, however many rows it has.
# Seen with charset-normalizer 3.5.3, chardet 7.7.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check charset-normalizer==3.5.3 chardet==7.7.0
cd "$folder"
env/bin/python - <<'PYTHON'
import chardet
import charset_normalizer

SCHOOLS = ("Nørrevang", "Åskolen", "Højvang", "Sønderskov", "Ørestad")


def survey(rows):
	lines = ["id;samtykke;alder;skole;svar"]
	for row in range(rows):
		lines.append(f"{row};{('ja', 'nej')[row % 2]};{10 + row % 8};{SCHOOLS[row % 5]};{row % 5}")
	return "\r\n".join(lines)


for rows in (5, 50, 3000):
	text = survey(rows)
	content = text.encode("cp1252")
	guess = charset_normalizer.from_bytes(content).best()
	other = chardet.detect(content)["encoding"]
	seen = [str(guess).splitlines()[1], content.decode(other).splitlines()[1]]
	print(rows, "rows:", guess.encoding, seen[0], "chardet:", other, seen[1])
	assert seen == ["0;ja;10;Nřrrevang;0", "0;ja;10;NÝrrevang;0" if rows > 50 else text.splitlines()[1]]
	assert str(charset_normalizer.from_bytes(text.encode("utf-8")).best()) == text
PYTHON
