-- Money and what moves it; the comment has a ; and a quote that isn't one.
CREATE TABLE accounts (
    id INT NOT NULL PRIMARY KEY,
    owner VARCHAR(100) NOT NULL COMMENT 'a name; not a key',
    balance INT NOT NULL DEFAULT 0
);

CREATE TABLE audit (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    note VARCHAR(200) NOT NULL
);
