-- +goose Up
-- add column "run_id" to table: "events"
ALTER TABLE `events` ADD COLUMN `run_id` integer NOT NULL DEFAULT (0);
-- create index "event_run_id_id" to table: "events"
CREATE INDEX `event_run_id_id` ON `events` (`run_id`, `id`) WHERE run_id <> 0;
-- add column "stock_read" to table: "vasco_connections"
ALTER TABLE `vasco_connections` ADD COLUMN `stock_read` text NOT NULL DEFAULT ('ALL');
-- add column "stock_zeros" to table: "vasco_connections"
ALTER TABLE `vasco_connections` ADD COLUMN `stock_zeros` text NOT NULL DEFAULT ('UNKNOWN');
-- create "products" table
CREATE TABLE `products` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `shop_id` integer NOT NULL, `shop_product_id` integer NOT NULL, `parent_id` integer NOT NULL DEFAULT (0), `type` text NOT NULL DEFAULT (''), `status` text NOT NULL DEFAULT (''), `name` text NOT NULL DEFAULT (''), `sku` text NOT NULL DEFAULT (''), `ean` text NOT NULL DEFAULT (''), `code` text NOT NULL DEFAULT (''), `regular_price` text NOT NULL DEFAULT (''), `tax_class` text NOT NULL DEFAULT (''), `tax_status` text NOT NULL DEFAULT (''), `virtual` bool NOT NULL DEFAULT (false), `permalink` text NOT NULL DEFAULT (''), `categories` json NULL, `language` text NOT NULL DEFAULT (''), `translation_of` integer NOT NULL DEFAULT (0), `manage_stock` text NOT NULL DEFAULT ('NO'), `stock` integer NULL, `modified_at` datetime NULL, `seen_import` integer NOT NULL DEFAULT (0), `gone_at` datetime NULL, `stock_excluded` bool NOT NULL DEFAULT (false), `supplier` integer NULL, `supplier_text` text NOT NULL DEFAULT (''), `supplier_segment` integer NOT NULL DEFAULT (0), `own` integer NULL, `own_segment` integer NOT NULL DEFAULT (0), `ordered` integer NULL, `reserved` integer NULL, `pending` integer NOT NULL DEFAULT (0), `buffer` integer NOT NULL DEFAULT (0), `target` integer NULL, `stock_state` text NOT NULL DEFAULT ('NONE'), `stock_reason` text NOT NULL DEFAULT (''), `stock_params` json NULL, `written` integer NULL, `written_supplier` integer NULL, `written_own` integer NULL, `written_at` datetime NULL, `push_state` text NOT NULL DEFAULT ('NEVER'), `push_reason` text NOT NULL DEFAULT (''), `push_params` json NULL, `push_hash` text NOT NULL DEFAULT (''), `pushed_at` datetime NULL);
-- create index "product_shop_id_shop_product_id" to table: "products"
CREATE UNIQUE INDEX `product_shop_id_shop_product_id` ON `products` (`shop_id`, `shop_product_id`);
-- create index "product_shop_id_id" to table: "products"
CREATE INDEX `product_shop_id_id` ON `products` (`shop_id`, `id`);
-- create index "product_shop_id_parent_id" to table: "products"
CREATE INDEX `product_shop_id_parent_id` ON `products` (`shop_id`, `parent_id`);
-- create index "product_shop_id_code" to table: "products"
CREATE INDEX `product_shop_id_code` ON `products` (`shop_id`, `code`);
-- create index "product_shop_id_sku" to table: "products"
CREATE INDEX `product_shop_id_sku` ON `products` (`shop_id`, `sku`);
-- create index "product_shop_id_stock_state_id" to table: "products"
CREATE INDEX `product_shop_id_stock_state_id` ON `products` (`shop_id`, `stock_state`, `id`);
-- create index "product_shop_id_stock_reason_id" to table: "products"
CREATE INDEX `product_shop_id_stock_reason_id` ON `products` (`shop_id`, `stock_reason`, `id`) WHERE stock_reason <> '';
-- create index "product_shop_id_push_state_id" to table: "products"
CREATE INDEX `product_shop_id_push_state_id` ON `products` (`shop_id`, `push_state`, `id`) WHERE push_state <> 'NEVER';
-- create "run_items" table
CREATE TABLE `run_items` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `product_id` integer NOT NULL, `outcome` text NOT NULL, `before` integer NULL, `after` integer NULL, `reason` text NOT NULL DEFAULT (''), `params` json NULL, `at` datetime NOT NULL, `run_id` integer NOT NULL, CONSTRAINT `run_items_sync_runs_items` FOREIGN KEY (`run_id`) REFERENCES `sync_runs` (`id`) ON DELETE CASCADE);
-- create index "runitem_run_id_product_id" to table: "run_items"
CREATE UNIQUE INDEX `runitem_run_id_product_id` ON `run_items` (`run_id`, `product_id`);
-- create index "runitem_run_id_outcome_id" to table: "run_items"
CREATE INDEX `runitem_run_id_outcome_id` ON `run_items` (`run_id`, `outcome`, `id`);
-- create index "runitem_product_id_id" to table: "run_items"
CREATE INDEX `runitem_product_id_id` ON `run_items` (`product_id`, `id`);
-- create "stock_reads" table
CREATE TABLE `stock_reads` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `shop_id` integer NOT NULL, `source` text NOT NULL, `segment` integer NOT NULL, `read_at` datetime NOT NULL);
-- create index "stockread_shop_id_source_segment" to table: "stock_reads"
CREATE UNIQUE INDEX `stockread_shop_id_source_segment` ON `stock_reads` (`shop_id`, `source`, `segment`);
-- create "stock_schedules" table
CREATE TABLE `stock_schedules` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `shop_id` integer NOT NULL, `every` text NOT NULL DEFAULT ('HOUR'), `at` text NOT NULL DEFAULT (''), `cron` text NOT NULL DEFAULT (''), `next_run_at` datetime NULL);
-- create index "stock_schedules_shop_id_key" to table: "stock_schedules"
CREATE UNIQUE INDEX `stock_schedules_shop_id_key` ON `stock_schedules` (`shop_id`);
-- create index "stockschedule_next_run_at" to table: "stock_schedules"
CREATE INDEX `stockschedule_next_run_at` ON `stock_schedules` (`next_run_at`);
-- create "sync_runs" table
CREATE TABLE `sync_runs` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `shop_id` integer NOT NULL, `connection_id` integer NOT NULL DEFAULT (0), `kind` text NOT NULL, `state` text NOT NULL DEFAULT ('QUEUED'), `dry_run` bool NOT NULL DEFAULT (false), `confirmed` bool NOT NULL DEFAULT (false), `cancelling` bool NOT NULL DEFAULT (false), `actor` text NOT NULL DEFAULT (''), `folded` integer NOT NULL DEFAULT (0), `phase` text NOT NULL DEFAULT (''), `total` integer NOT NULL DEFAULT (0), `seen` integer NOT NULL DEFAULT (0), `updated` integer NOT NULL DEFAULT (0), `unchanged` integer NOT NULL DEFAULT (0), `skipped` integer NOT NULL DEFAULT (0), `failed` integer NOT NULL DEFAULT (0), `zeroed` integer NOT NULL DEFAULT (0), `checkpoint` json NULL, `reason` text NOT NULL DEFAULT (''), `reason_params` json NULL, `started_at` datetime NULL, `finished_at` datetime NULL);
-- create index "syncrun_shop_id_kind_id" to table: "sync_runs"
CREATE INDEX `syncrun_shop_id_kind_id` ON `sync_runs` (`shop_id`, `kind`, `id`);
-- create index "syncrun_open" to table: "sync_runs"
CREATE UNIQUE INDEX `syncrun_open` ON `sync_runs` (`shop_id`, `kind`) WHERE finished_at IS NULL;
-- create index "syncrun_state_id" to table: "sync_runs"
CREATE INDEX `syncrun_state_id` ON `sync_runs` (`state`, `id`);

-- +goose Down
-- reverse: create index "syncrun_state_id" to table: "sync_runs"
DROP INDEX `syncrun_state_id`;
-- reverse: create index "syncrun_open" to table: "sync_runs"
DROP INDEX `syncrun_open`;
-- reverse: create index "syncrun_shop_id_kind_id" to table: "sync_runs"
DROP INDEX `syncrun_shop_id_kind_id`;
-- reverse: create "sync_runs" table
DROP TABLE `sync_runs`;
-- reverse: create index "stockschedule_next_run_at" to table: "stock_schedules"
DROP INDEX `stockschedule_next_run_at`;
-- reverse: create index "stock_schedules_shop_id_key" to table: "stock_schedules"
DROP INDEX `stock_schedules_shop_id_key`;
-- reverse: create "stock_schedules" table
DROP TABLE `stock_schedules`;
-- reverse: create index "stockread_shop_id_source_segment" to table: "stock_reads"
DROP INDEX `stockread_shop_id_source_segment`;
-- reverse: create "stock_reads" table
DROP TABLE `stock_reads`;
-- reverse: create index "runitem_product_id_id" to table: "run_items"
DROP INDEX `runitem_product_id_id`;
-- reverse: create index "runitem_run_id_outcome_id" to table: "run_items"
DROP INDEX `runitem_run_id_outcome_id`;
-- reverse: create index "runitem_run_id_product_id" to table: "run_items"
DROP INDEX `runitem_run_id_product_id`;
-- reverse: create "run_items" table
DROP TABLE `run_items`;
-- reverse: create index "product_shop_id_push_state_id" to table: "products"
DROP INDEX `product_shop_id_push_state_id`;
-- reverse: create index "product_shop_id_stock_reason_id" to table: "products"
DROP INDEX `product_shop_id_stock_reason_id`;
-- reverse: create index "product_shop_id_stock_state_id" to table: "products"
DROP INDEX `product_shop_id_stock_state_id`;
-- reverse: create index "product_shop_id_sku" to table: "products"
DROP INDEX `product_shop_id_sku`;
-- reverse: create index "product_shop_id_code" to table: "products"
DROP INDEX `product_shop_id_code`;
-- reverse: create index "product_shop_id_parent_id" to table: "products"
DROP INDEX `product_shop_id_parent_id`;
-- reverse: create index "product_shop_id_id" to table: "products"
DROP INDEX `product_shop_id_id`;
-- reverse: create index "product_shop_id_shop_product_id" to table: "products"
DROP INDEX `product_shop_id_shop_product_id`;
-- reverse: create "products" table
DROP TABLE `products`;
-- reverse: add column "stock_zeros" to table: "vasco_connections"
ALTER TABLE `vasco_connections` DROP COLUMN `stock_zeros`;
-- reverse: add column "stock_read" to table: "vasco_connections"
ALTER TABLE `vasco_connections` DROP COLUMN `stock_read`;
-- reverse: create index "event_run_id_id" to table: "events"
DROP INDEX `event_run_id_id`;
-- reverse: add column "run_id" to table: "events"
ALTER TABLE `events` DROP COLUMN `run_id`;
