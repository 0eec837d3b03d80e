SELECT _utf8mb4'a;b', N'c;d', x'3B', b'1';
