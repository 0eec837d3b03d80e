UPDATE users SET mail = NULL WHERE mail = '';
