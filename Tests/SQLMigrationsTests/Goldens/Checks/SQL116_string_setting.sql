--- mysql: double quotes around names, plain backslashes
SET sql_mode = 'ANSI_QUOTES';
SET NAMES utf8, @@session.SQL_MODE := "STRICT_ALL_TABLES,no_backslash_escapes";
SET @OLD_MODE = @@sql_mode, sql_mode = CONCAT(@@sql_mode, ',ANSI');
SET SESSION sql_mode = POSTGRESQL;
--- mysql: what a dump writes, and what takes a mode away
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
SET sql_mode = REPLACE(@@sql_mode, 'ANSI_QUOTES', '');
SET sql_mode = @OLD_SQL_MODE;
SET @a = 'ANSI';
--- postgresql: backslashes in plain strings
SET standard_conforming_strings = off;
SET LOCAL standard_conforming_strings TO 'off';
SET SESSION standard_conforming_strings = 0;
SELECT pg_catalog.set_config('standard_conforming_strings', 'off', true);
--- postgresql: what a dump writes
SET standard_conforming_strings = on;
SET standard_conforming_strings TO DEFAULT;
SELECT set_config('search_path', 'off', true);
