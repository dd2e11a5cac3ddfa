DROP INDEX "proposal_queue";--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "commitment_id" text;--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "personal" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "state" text DEFAULT 'released' NOT NULL;--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "seen_sha256" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "reason_key" text;--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "batch_id" text;--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "transcript" text;--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "transcript_by" text;--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "exchange_id" text;--> statement-breakpoint
ALTER TABLE "cycle" ADD COLUMN "signing" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "cycle" ADD COLUMN "cards" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cycle" ADD COLUMN "quiet" jsonb;--> statement-breakpoint
ALTER TABLE "cycle" ADD COLUMN "wording" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cycle" ADD COLUMN "survey_days" integer DEFAULT 28 NOT NULL;--> statement-breakpoint
ALTER TABLE "cycle" ADD COLUMN "practice" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cycle" ADD COLUMN "guide" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "proposal" ADD COLUMN "institution_id" text;--> statement-breakpoint
ALTER TABLE "proposal" ADD COLUMN "joint_id" text;--> statement-breakpoint
ALTER TABLE "proposal" ADD COLUMN "assisted" jsonb;--> statement-breakpoint
ALTER TABLE "proposal" ADD COLUMN "asked_at" bigint;--> statement-breakpoint
ALTER TABLE "proposal" ADD COLUMN "reopened_at" bigint;--> statement-breakpoint
ALTER TABLE "proposal" ADD COLUMN "indexed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "answer_draft" ON "answer" USING btree ("id") WHERE state = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "answer_one_draft" ON "answer" USING btree ("proposal_id") WHERE state = 'draft';--> statement-breakpoint
CREATE INDEX "answer_reason" ON "answer" USING btree ("reason_key") WHERE reason_key is not null;--> statement-breakpoint
CREATE INDEX "answer_batch_state" ON "answer" USING btree ("batch_id","state") WHERE batch_id is not null;--> statement-breakpoint
CREATE INDEX "answer_released" ON "answer" USING btree ("released_at") WHERE released_at is not null;--> statement-breakpoint
CREATE INDEX "proposal_assignee" ON "proposal" USING btree ("assignee_id","state","promised_at","id") WHERE assignee_id is not null;--> statement-breakpoint
CREATE INDEX "proposal_institution" ON "proposal" USING btree ("institution_id") WHERE institution_id is not null;--> statement-breakpoint
CREATE INDEX "proposal_joint" ON "proposal" USING btree ("joint_id") WHERE joint_id is not null;--> statement-breakpoint
CREATE INDEX "proposal_asked" ON "proposal" USING btree ("person_id") WHERE asked_at is not null;--> statement-breakpoint
CREATE INDEX "proposal_unindexed" ON "proposal" USING btree ("id") WHERE not indexed;--> statement-breakpoint
CREATE INDEX "proposal_queue" ON "proposal" USING btree ("cycle_id","state","promised_at","id");