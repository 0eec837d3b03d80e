CREATE TABLE tags (
    note_id INT NOT NULL,
    tag VARCHAR(40) NOT NULL,
    PRIMARY KEY (note_id, tag),
    CONSTRAINT tags_note FOREIGN KEY (note_id) REFERENCES notes (id)
);
