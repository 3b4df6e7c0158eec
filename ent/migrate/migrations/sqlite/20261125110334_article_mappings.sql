-- +goose Up
-- create "article_mappings" table
CREATE TABLE `article_mappings` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `shop_id` integer NOT NULL, `kind` text NOT NULL, `key` text NOT NULL, `code` text NOT NULL DEFAULT (''), `name` text NOT NULL DEFAULT (''));
-- create index "articlemapping_shop_id_kind_key" to table: "article_mappings"
CREATE UNIQUE INDEX `articlemapping_shop_id_kind_key` ON `article_mappings` (`shop_id`, `kind`, `key`);
-- create index "articlemapping_shop_id_id" to table: "article_mappings"
CREATE INDEX `articlemapping_shop_id_id` ON `article_mappings` (`shop_id`, `id`);
-- create index "articlemapping_missing" to table: "article_mappings"
CREATE INDEX `articlemapping_missing` ON `article_mappings` (`shop_id`, `id`) WHERE code = '';

-- +goose Down
-- reverse: create index "articlemapping_missing" to table: "article_mappings"
DROP INDEX `articlemapping_missing`;
-- reverse: create index "articlemapping_shop_id_id" to table: "article_mappings"
DROP INDEX `articlemapping_shop_id_id`;
-- reverse: create index "articlemapping_shop_id_kind_key" to table: "article_mappings"
DROP INDEX `articlemapping_shop_id_kind_key`;
-- reverse: create "article_mappings" table
DROP TABLE `article_mappings`;
