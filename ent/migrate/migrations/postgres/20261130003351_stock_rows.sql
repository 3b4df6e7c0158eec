-- +goose Up
-- modify "products" table
ALTER TABLE "products" ADD COLUMN "own_rows" character varying NOT NULL DEFAULT '';
-- modify "vasco_connections" table
ALTER TABLE "vasco_connections" ADD COLUMN "stock_read_override" character varying NULL;

-- +goose Down
-- reverse: modify "vasco_connections" table
ALTER TABLE "vasco_connections" DROP COLUMN "stock_read_override";
-- reverse: modify "products" table
ALTER TABLE "products" DROP COLUMN "own_rows";
