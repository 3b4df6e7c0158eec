-- +goose Up
-- create "tasks" table
CREATE TABLE `tasks` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `shop_id` integer NOT NULL, `order_id` integer NOT NULL, `key` text NOT NULL, `kind` text NOT NULL, `state` text NOT NULL DEFAULT ('OPEN'), `changes` json NOT NULL, `amounts` json NOT NULL, `facts` json NULL, `refund_id` integer NOT NULL DEFAULT (0), `note` text NOT NULL DEFAULT (''), `document_number` text NOT NULL DEFAULT (''), `closed_by` text NOT NULL DEFAULT (''), `opened_at` datetime NOT NULL, `closed_at` datetime NULL);
-- create index "task_order_id_key" to table: "tasks"
CREATE UNIQUE INDEX `task_order_id_key` ON `tasks` (`order_id`, `key`);
-- create index "task_state_id" to table: "tasks"
CREATE INDEX `task_state_id` ON `tasks` (`state`, `id`);
-- create index "task_shop_id_state_id" to table: "tasks"
CREATE INDEX `task_shop_id_state_id` ON `tasks` (`shop_id`, `state`, `id`);
-- create index "task_kind_id" to table: "tasks"
CREATE INDEX `task_kind_id` ON `tasks` (`kind`, `id`);
-- create index "task_open" to table: "tasks"
CREATE INDEX `task_open` ON `tasks` (`shop_id`) WHERE state = 'OPEN';

-- +goose Down
-- reverse: create index "task_open" to table: "tasks"
DROP INDEX `task_open`;
-- reverse: create index "task_kind_id" to table: "tasks"
DROP INDEX `task_kind_id`;
-- reverse: create index "task_shop_id_state_id" to table: "tasks"
DROP INDEX `task_shop_id_state_id`;
-- reverse: create index "task_state_id" to table: "tasks"
DROP INDEX `task_state_id`;
-- reverse: create index "task_order_id_key" to table: "tasks"
DROP INDEX `task_order_id_key`;
-- reverse: create "tasks" table
DROP TABLE `tasks`;
