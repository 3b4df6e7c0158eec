-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_pushes" table
CREATE TABLE `new_pushes` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `shop_id` integer NOT NULL, `connection_id` integer NOT NULL DEFAULT (0), `state` text NOT NULL, `reason` text NOT NULL DEFAULT (''), `reason_params` json NULL, `reason_ref` text NOT NULL DEFAULT (''), `origin` text NOT NULL DEFAULT ('NONE'), `number` text NOT NULL DEFAULT (''), `year` text NOT NULL DEFAULT (''), `company` text NOT NULL DEFAULT (''), `shop_number` text NOT NULL DEFAULT (''), `partner_code` text NOT NULL DEFAULT (''), `chosen_partner` text NOT NULL DEFAULT (''), `accepted_total_minor` integer NULL, `accepted_gross_minor` integer NULL, `person_skipped` bool NOT NULL DEFAULT (false), `person_resend` bool NOT NULL DEFAULT (false), `search_first` bool NOT NULL DEFAULT (false), `person_looked` bool NOT NULL DEFAULT (false), `attempt` integer NOT NULL DEFAULT (0), `intent` text NOT NULL DEFAULT ('NONE'), `document_date` datetime NULL, `payload` blob NULL, `gross_minor` integer NOT NULL DEFAULT (0), `difference_minor` integer NOT NULL DEFAULT (0), `post_deadline` datetime NULL, `sent_hash` text NOT NULL DEFAULT (''), `sent` json NULL, `changed` text NOT NULL DEFAULT (''), `changed_params` json NULL, `synced_at` datetime NULL, `read_back_at` datetime NULL, `read_back_note` text NOT NULL DEFAULT (''), `written_back_at` datetime NULL, `write_back_note` text NULL, `blacklist_id` integer NOT NULL DEFAULT (0), `state_since` datetime NOT NULL, `order_id` integer NOT NULL, CONSTRAINT `pushes_orders_pushes` FOREIGN KEY (`order_id`) REFERENCES `orders` (`id`) ON DELETE NO ACTION);
-- copy rows from old table "pushes" to new temporary table "new_pushes"
INSERT INTO `new_pushes` (`id`, `created_at`, `updated_at`, `shop_id`, `connection_id`, `state`, `reason`, `reason_params`, `reason_ref`, `origin`, `number`, `year`, `company`, `shop_number`, `partner_code`, `chosen_partner`, `accepted_total_minor`, `accepted_gross_minor`, `person_skipped`, `attempt`, `intent`, `document_date`, `payload`, `gross_minor`, `difference_minor`, `post_deadline`, `sent_hash`, `sent`, `changed`, `changed_params`, `synced_at`, `read_back_at`, `read_back_note`, `written_back_at`, `write_back_note`, `blacklist_id`, `state_since`, `order_id`) SELECT `id`, `created_at`, `updated_at`, `shop_id`, `connection_id`, `state`, `reason`, `reason_params`, `reason_ref`, `origin`, `number`, `year`, `company`, `shop_number`, `partner_code`, `chosen_partner`, `accepted_total_minor`, `accepted_gross_minor`, `person_skipped`, `attempt`, `intent`, `document_date`, `payload`, `gross_minor`, `difference_minor`, `post_deadline`, `sent_hash`, `sent`, `changed`, `changed_params`, `synced_at`, `read_back_at`, `read_back_note`, `written_back_at`, `write_back_note`, `blacklist_id`, `state_since`, `order_id` FROM `pushes`;
-- drop "pushes" table after copying rows
DROP TABLE `pushes`;
-- rename temporary table "new_pushes" to "pushes"
ALTER TABLE `new_pushes` RENAME TO `pushes`;
-- create index "push_order_id_connection_id" to table: "pushes"
CREATE UNIQUE INDEX `push_order_id_connection_id` ON `pushes` (`order_id`, `connection_id`);
-- create index "push_company_year_number" to table: "pushes"
CREATE UNIQUE INDEX `push_company_year_number` ON `pushes` (`company`, `year`, `number`) WHERE number <> '';
-- create index "push_state_order_id" to table: "pushes"
CREATE INDEX `push_state_order_id` ON `pushes` (`state`, `order_id`);
-- create index "push_shop_id_state_order_id" to table: "pushes"
CREATE INDEX `push_shop_id_state_order_id` ON `pushes` (`shop_id`, `state`, `order_id`);
-- create index "push_reason_ref" to table: "pushes"
CREATE INDEX `push_reason_ref` ON `pushes` (`reason_ref`);
-- create index "push_reason_order_id" to table: "pushes"
CREATE INDEX `push_reason_order_id` ON `pushes` (`reason`, `order_id`);
-- create index "push_number" to table: "pushes"
CREATE INDEX `push_number` ON `pushes` (`number`) WHERE number <> '';
-- create index "push_changed_order_id" to table: "pushes"
CREATE INDEX `push_changed_order_id` ON `pushes` (`changed`, `order_id`) WHERE changed <> '';
-- create index "push_read_back_note_order_id" to table: "pushes"
CREATE INDEX `push_read_back_note_order_id` ON `pushes` (`read_back_note`, `order_id`) WHERE read_back_note <> '';
-- create index "push_synced_at_shop_id" to table: "pushes"
CREATE INDEX `push_synced_at_shop_id` ON `pushes` (`synced_at`, `shop_id`) WHERE synced_at IS NOT NULL;
-- create index "push_write_back" to table: "pushes"
CREATE INDEX `push_write_back` ON `pushes` (`shop_id`, `order_id`) WHERE write_back_note <> '';
-- create index "push_problems" to table: "pushes"
CREATE INDEX `push_problems` ON `pushes` (`state`, `reason`, `reason_ref`, `shop_id`, `state_since`) WHERE reason <> '';
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;

-- +goose Down
-- reverse: create index "push_problems" to table: "pushes"
DROP INDEX `push_problems`;
-- reverse: create index "push_write_back" to table: "pushes"
DROP INDEX `push_write_back`;
-- reverse: create index "push_synced_at_shop_id" to table: "pushes"
DROP INDEX `push_synced_at_shop_id`;
-- reverse: create index "push_read_back_note_order_id" to table: "pushes"
DROP INDEX `push_read_back_note_order_id`;
-- reverse: create index "push_changed_order_id" to table: "pushes"
DROP INDEX `push_changed_order_id`;
-- reverse: create index "push_number" to table: "pushes"
DROP INDEX `push_number`;
-- reverse: create index "push_reason_order_id" to table: "pushes"
DROP INDEX `push_reason_order_id`;
-- reverse: create index "push_reason_ref" to table: "pushes"
DROP INDEX `push_reason_ref`;
-- reverse: create index "push_shop_id_state_order_id" to table: "pushes"
DROP INDEX `push_shop_id_state_order_id`;
-- reverse: create index "push_state_order_id" to table: "pushes"
DROP INDEX `push_state_order_id`;
-- reverse: create index "push_company_year_number" to table: "pushes"
DROP INDEX `push_company_year_number`;
-- reverse: create index "push_order_id_connection_id" to table: "pushes"
DROP INDEX `push_order_id_connection_id`;
-- reverse: create "new_pushes" table
DROP TABLE `new_pushes`;
