CLUSTER users USING users_email;
