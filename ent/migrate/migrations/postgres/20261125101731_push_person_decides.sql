-- +goose Up
-- modify "pushes" table
ALTER TABLE "pushes" ADD COLUMN "person_resend" boolean NOT NULL DEFAULT false, ADD COLUMN "search_first" boolean NOT NULL DEFAULT false, ADD COLUMN "person_looked" boolean NOT NULL DEFAULT false;

-- +goose Down
-- reverse: modify "pushes" table
ALTER TABLE "pushes" DROP COLUMN "person_looked", DROP COLUMN "search_first", DROP COLUMN "person_resend";
