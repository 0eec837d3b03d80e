CREATE TABLE `we;ird``t` (a INT);
