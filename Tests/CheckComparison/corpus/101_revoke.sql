REVOKE SELECT ON users FROM reader;
