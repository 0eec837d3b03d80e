"""Several migrations of one database, and one that is made anew."""

from deployment import Deployment

BY_SET = "SELECT set_name, version, state FROM borealis_history ORDER BY set_name, seq"


def test_two_sets_of_one_database_have_a_history_each(shop: Deployment) -> None:
    shop.deployed()
    assert shop.query(BY_SET) == [["main", "1", "APPLIED"], ["reports", "1", "APPLIED"]]
    assert shop.response == "applied 1 script; the database is at 1"
    assert shop.output("ReportsMessage") == "applied 1 script; the database is at 1"
    assert shop.output("ContractionMessage") == "applied nothing; the database is at 1"


def test_what_contracts_is_run_after_all_that_expands(shop: Deployment) -> None:
    shop.deployed()
    shop.write("V2__titles.sql", "ALTER TABLE items ADD COLUMN title VARCHAR(100) NULL;\n")
    shop.write(
        "V3__names.sql",
        "-- borealis:phase contract\n"
        '-- borealis:allow SQL202 "titles are in use"\n'
        "ALTER TABLE items DROP COLUMN name;\n",
    )
    shop.write("V2__prices.sql", "ALTER TABLE totals ADD COLUMN price INT NULL;\n", "sql/reports")
    shop.synthesize()
    shop.deployed()
    assert shop.response == "applied 1 script; the database is at 2; 1 script left for the other phase"
    assert shop.output("ReportsMessage") == "applied 1 script; the database is at 2"
    assert shop.output("ContractionMessage") == "applied 1 script; the database is at 3"
    order = "SELECT set_name, version, state FROM borealis_history WHERE version > 1 ORDER BY seq"
    assert shop.query(order)[-1] == ["main", "3", "APPLIED"]
    assert sorted(shop.query(order)) == [
        ["main", "2", "APPLIED"],
        ["main", "3", "APPLIED"],
        ["reports", "2", "APPLIED"],
    ]


def test_an_edited_script_makes_a_scratch_database_anew(scratch: Deployment) -> None:
    scratch.deployed()
    scratch.execute("INSERT INTO notes (body) VALUES ('by hand')")
    scratch.write(
        "V1__notes.sql",
        "CREATE TABLE notes (\n    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,\n    text VARCHAR(200) NOT NULL\n);\n",
    )
    scratch.synthesize()
    scratch.deployed()
    assert scratch.status == "UPDATE_COMPLETE"
    assert scratch.query("SELECT text FROM notes") == []
    current = "SELECT version, state FROM borealis_history WHERE undone = 0 ORDER BY seq"
    assert scratch.query(current) == [["1", "APPLIED"], ["2", "APPLIED"]]
