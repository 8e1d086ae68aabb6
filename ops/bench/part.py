#!/usr/bin/env python3
"""part.py SCRIPT TITLE TEXT: writes the part of REPORT.md that belongs to a script, between its marks; a new one comes last."""
import re
import sys

script, title, text = sys.argv[1:]
page = 'ops/bench/REPORT.md'
block = f'<!-- {script} -->\n## {title}\n\n{text}\n<!-- /{script} -->\n'
report = open(page).read()
old = re.search(f'<!-- {re.escape(script)} -->.*<!-- /{re.escape(script)} -->\n', report, re.S)
open(page, 'w').write(report.replace(old.group(0), block) if old else report.rstrip('\n') + '\n\n' + block)
