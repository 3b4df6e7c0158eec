-- +goose Up
-- add columns "send_statuses", "term_days", "term_from" and "mark_unpaid" to table: "payment_mappings"
ALTER TABLE `payment_mappings` ADD COLUMN `send_statuses` json NULL;
ALTER TABLE `payment_mappings` ADD COLUMN `term_days` integer NULL;
ALTER TABLE `payment_mappings` ADD COLUMN `term_from` text NOT NULL DEFAULT 'DOCUMENT_DATE';
ALTER TABLE `payment_mappings` ADD COLUMN `mark_unpaid` bool NOT NULL DEFAULT false;

-- +goose Down
-- reverse: add columns to table: "payment_mappings"
ALTER TABLE `payment_mappings` DROP COLUMN `mark_unpaid`;
ALTER TABLE `payment_mappings` DROP COLUMN `term_from`;
ALTER TABLE `payment_mappings` DROP COLUMN `term_days`;
ALTER TABLE `payment_mappings` DROP COLUMN `send_statuses`;
