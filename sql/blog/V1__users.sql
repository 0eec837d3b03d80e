-- The authors of posts and comments.
CREATE TABLE users (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    -- The ID that the identity provider gives.
    user_id VARCHAR(36) NOT NULL,
    email VARCHAR(320) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY users_user_id (user_id),
    UNIQUE KEY users_email (email)
);
