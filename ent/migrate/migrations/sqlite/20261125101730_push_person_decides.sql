-- +goose Up
-- add columns "person_resend", "search_first" and "person_looked" to table: "pushes"
ALTER TABLE `pushes` ADD COLUMN `person_resend` bool NOT NULL DEFAULT false;
ALTER TABLE `pushes` ADD COLUMN `search_first` bool NOT NULL DEFAULT false;
ALTER TABLE `pushes` ADD COLUMN `person_looked` bool NOT NULL DEFAULT false;

-- +goose Down
-- reverse: add columns to table: "pushes"
ALTER TABLE `pushes` DROP COLUMN `person_looked`;
ALTER TABLE `pushes` DROP COLUMN `search_first`;
ALTER TABLE `pushes` DROP COLUMN `person_resend`;
