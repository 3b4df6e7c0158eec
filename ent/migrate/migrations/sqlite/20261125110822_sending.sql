-- +goose Up
-- modify "shops" table
ALTER TABLE `shops` ADD COLUMN `sending_orders` text NOT NULL DEFAULT 'LIVE';
ALTER TABLE `shops` ADD COLUMN `sending_stock` text NOT NULL DEFAULT 'LIVE';
-- modify "pushes" table
ALTER TABLE `pushes` ADD COLUMN `compared` text NOT NULL DEFAULT 'NONE';
ALTER TABLE `pushes` ADD COLUMN `comparison` json NULL;
-- create index "push_compared_order_id" to table: "pushes"
CREATE INDEX `push_compared_order_id` ON `pushes` (`compared`, `order_id`) WHERE compared <> 'NONE';

-- +goose Down
-- reverse: create index "push_compared_order_id" to table: "pushes"
DROP INDEX `push_compared_order_id`;
-- reverse: modify "pushes" table
ALTER TABLE `pushes` DROP COLUMN `comparison`;
ALTER TABLE `pushes` DROP COLUMN `compared`;
-- reverse: modify "shops" table
ALTER TABLE `shops` DROP COLUMN `sending_stock`;
ALTER TABLE `shops` DROP COLUMN `sending_orders`;
