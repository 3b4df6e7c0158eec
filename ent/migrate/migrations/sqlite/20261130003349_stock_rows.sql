-- +goose Up
-- add column "own_rows" to table: "products"
ALTER TABLE `products` ADD COLUMN `own_rows` text NOT NULL DEFAULT '';
-- add column "stock_read_override" to table: "vasco_connections"
ALTER TABLE `vasco_connections` ADD COLUMN `stock_read_override` text NULL;

-- +goose Down
-- reverse: add column "stock_read_override" to table: "vasco_connections"
ALTER TABLE `vasco_connections` DROP COLUMN `stock_read_override`;
-- reverse: add column "own_rows" to table: "products"
ALTER TABLE `products` DROP COLUMN `own_rows`;
