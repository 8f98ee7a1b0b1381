#!/usr/bin/env bash
# Reading some bytes of a part that is packed with bzip2 unpacks far more of it than was asked for.
# Seen with zipfile of Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 - <<'PYTHON'
import tracemalloc
import zipfile

SIZE = 20_000_000
peaks = {}
for packing in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
	with zipfile.ZipFile("zeros.zip", "w", packing) as packed:
		packed.writestr("zeros.txt", bytes(SIZE))
	with zipfile.ZipFile("zeros.zip") as packed, packed.open("zeros.txt") as part:
		tracemalloc.start()
		assert len(part.read(1000)) == 1000
		peaks[packing] = tracemalloc.get_traced_memory()[1]
		tracemalloc.stop()
print("asked for 1,000 bytes; peak when deflated", peaks[zipfile.ZIP_DEFLATED], "with bzip2", peaks[zipfile.ZIP_BZIP2])
assert peaks[zipfile.ZIP_DEFLATED] < SIZE / 100
assert peaks[zipfile.ZIP_BZIP2] > SIZE / 2
PYTHON
