-- +goose Up
-- modify "pushes" table
ALTER TABLE `pushes` DROP COLUMN `accept_difference`;
ALTER TABLE `pushes` ADD COLUMN `accepted_total_minor` integer NULL;
ALTER TABLE `pushes` ADD COLUMN `accepted_gross_minor` integer NULL;

-- +goose Down
-- reverse: modify "pushes" table
ALTER TABLE `pushes` DROP COLUMN `accepted_gross_minor`;
ALTER TABLE `pushes` DROP COLUMN `accepted_total_minor`;
ALTER TABLE `pushes` ADD COLUMN `accept_difference` bool NOT NULL DEFAULT false;
