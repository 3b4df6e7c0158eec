-- +goose Up
-- add column "write_back_note" to table: "pushes"
ALTER TABLE `pushes` ADD COLUMN `write_back_note` text NULL;
-- create index "push_write_back" to table: "pushes"
CREATE INDEX `push_write_back` ON `pushes` (`shop_id`, `order_id`) WHERE write_back_note <> '';

-- +goose Down
-- reverse: create index "push_write_back" to table: "pushes"
DROP INDEX `push_write_back`;
-- reverse: add column "write_back_note" to table: "pushes"
ALTER TABLE `pushes` DROP COLUMN `write_back_note`;
