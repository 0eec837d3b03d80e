"""Writes a folder of SQL scripts of five kilobytes each: many_scripts.py FOLDER COUNT."""

import sys
from pathlib import Path

SIZE = 5_000


def script(number: int) -> str:
    table = f"CREATE TABLE t{number} (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL);\n"
    rows = "".join(f"INSERT INTO t{number} VALUES ({row}, 'row {row} of table {number}');\n" for row in range(200))
    # What is cut off would be a quote that is never closed.
    return (table + rows)[:SIZE].rpartition("\n")[0] + "\n"


def main(folder: str, count: str) -> None:
    Path(folder).mkdir(parents=True)
    for number in range(1, int(count) + 1):
        (Path(folder) / f"V{number}__t{number}.sql").write_text(script(number))


if __name__ == "__main__":
    main(*sys.argv[1:])
