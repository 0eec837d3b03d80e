"""Writes what mysqldump and pg_dump --inserts write, 50 MB each, and the hardest of lines: sql_dumps.py FOLDER."""

import random
import sys
from pathlib import Path

SIZE = 50_000_000
WORDS = ["lorem", "ipsum", "dolor", "sit", "amet", "it''s;", "--", "consectetur", "/*", "adipiscing", "elit"]


def values(generator: random.Random, number: int) -> str:
    name = " ".join(generator.choices(WORDS, k=6))
    return f"({number},'{name}',{generator.random():.4f},NULL,'2026-11-21 10:00:00',_binary '\\0')"


def mysqldump(path: Path) -> None:
    """Lists of values of about a megabyte, as `net_buffer_length` makes them."""
    generator = random.Random(1)
    number = 0
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < SIZE:
            file.write("\n--\n-- Dumping data for table `t`\n--\n\n/*!40000 ALTER TABLE `t` DISABLE KEYS */;\n")
            rows = [values(generator, number + row) for row in range(10_000)]
            number += len(rows)
            file.write("INSERT INTO `t` VALUES " + ",".join(rows) + ";\n")


def pg_dump(path: Path) -> None:
    """A statement for each row, and a function now and then."""
    generator = random.Random(2)
    number = 0
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < SIZE:
            for _ in range(1_000):
                number += 1
                name = " ".join(generator.choices(WORDS, k=6))
                row = f"{number}, '{name}', {generator.random():.4f}, NULL, '2026-11-21 10:00:00+00', E'\\\\000'"
                file.write(f"INSERT INTO public.t (id, name, price, parent, made_at, data) VALUES ({row});\n")
            file.write(f"\nCREATE FUNCTION public.f{number}() RETURNS integer\n    LANGUAGE sql\n")
            file.write("    AS $_$ SELECT 'a;'; SELECT 1; $_$;\n\n")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    mysqldump(folder / "mysql.sql")
    pg_dump(folder / "postgresql.sql")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
