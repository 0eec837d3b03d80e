-- +goose Up
-- +goose ENVSUB OFF
CREATE TABLE IF NOT EXISTS post (id int);
