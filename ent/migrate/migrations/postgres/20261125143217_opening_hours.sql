-- +goose Up
-- modify "vasco_connections" table
ALTER TABLE "vasco_connections" ADD COLUMN "opening_hours" character varying NOT NULL DEFAULT '';

-- +goose Down
-- reverse: modify "vasco_connections" table
ALTER TABLE "vasco_connections" DROP COLUMN "opening_hours";
