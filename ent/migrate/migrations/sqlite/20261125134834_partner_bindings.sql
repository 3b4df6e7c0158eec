-- +goose Up
-- create "partner_bindings" table
CREATE TABLE `partner_bindings` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `shop_id` integer NOT NULL, `connection_id` integer NOT NULL, `kind` text NOT NULL, `key` text NOT NULL, `buyer` text NOT NULL DEFAULT (''), `code` text NOT NULL, `name` text NOT NULL DEFAULT (''));
-- create index "partnerbinding_shop_id_connection_id_kind_key_buyer" to table: "partner_bindings"
CREATE UNIQUE INDEX `partnerbinding_shop_id_connection_id_kind_key_buyer` ON `partner_bindings` (`shop_id`, `connection_id`, `kind`, `key`, `buyer`);

-- +goose Down
-- reverse: create index "partnerbinding_shop_id_connection_id_kind_key_buyer" to table: "partner_bindings"
DROP INDEX `partnerbinding_shop_id_connection_id_kind_key_buyer`;
-- reverse: create "partner_bindings" table
DROP TABLE `partner_bindings`;
