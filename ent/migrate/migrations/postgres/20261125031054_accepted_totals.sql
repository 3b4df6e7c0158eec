-- +goose Up
-- modify "pushes" table
ALTER TABLE "pushes" DROP COLUMN "accept_difference", ADD COLUMN "accepted_total_minor" bigint NULL, ADD COLUMN "accepted_gross_minor" bigint NULL;

-- +goose Down
-- reverse: modify "pushes" table
ALTER TABLE "pushes" DROP COLUMN "accepted_gross_minor", DROP COLUMN "accepted_total_minor", ADD COLUMN "accept_difference" boolean NOT NULL DEFAULT false;
