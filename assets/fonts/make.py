#!/usr/bin/env python3
"""Makes BIZUDGothic.ttf from the whole face: python3 make.py /path/to/BIZUDGothic-Regular.ttf

Needs fonttools. Kept are ASCII, Latin-1, everything that code page 932 can write (JIS X 0208 with the rows of NEC and
IBM, which names of persons and places need) and circled numbers up to 50. Hints and tables for vertical setting go.
"""
import pathlib
import sys

from fontTools import subset

characters = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0xFF61, 0xFFA0)]}
characters |= {chr(code) for code in [*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)]}
# Marks and dashes that texts use beside those of the code page.
characters |= set("\u2010\u2012\u2013\u2014\u2015\u2016\u2022\u2026\u203b\u20ac\u2212\u2713\u301c")
for lead in [*range(0x81, 0xA0), *range(0xE0, 0xFD)]:
    for trail in range(0x40, 0xFD):
        try:
            characters.add(bytes([lead, trail]).decode("cp932"))
        except UnicodeDecodeError:
            pass
# Private characters have no meaning outside the machine that made them.
unicodes = sorted(ord(one) for one in characters if not "\ue000" <= one <= "\uf8ff")

options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"], recalc_timestamp=False)
options.drop_tables += ["GSUB", "GPOS", "vhea", "vmtx", "DSIG", "meta", "gasp"]
font = subset.load_font(sys.argv[1], options)
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=unicodes)
subsetter.subset(font)
subset.save_font(font, str(pathlib.Path(__file__).with_name("BIZUDGothic.ttf")), options)
