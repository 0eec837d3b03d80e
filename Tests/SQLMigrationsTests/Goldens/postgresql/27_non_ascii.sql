CREATE TABLE größe ("naïve;" int, ü$ü int);
SELECT größe.ü$ü, '→;' AS "→;" FROM größe; -- ü;
COMMENT ON TABLE größe IS 'naïve; 🦊';
