UPDATE users SET mail = NULL;
