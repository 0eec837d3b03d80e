CALL transfer(1, 2, 30);
