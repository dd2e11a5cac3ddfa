CREATE TABLE "actor" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"sector" text NOT NULL,
	"name" text NOT NULL,
	"about" text NOT NULL,
	"areas" jsonb NOT NULL,
	"place" text,
	"state" text NOT NULL,
	"sealed_contact" text,
	"contact_consent_at" bigint,
	"person_id" text,
	"revision" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "answer_batch" (
	"id" text PRIMARY KEY NOT NULL,
	"cycle_id" text NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"revision" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"released_by" text,
	"released_at" bigint
);
--> statement-breakpoint
CREATE TABLE "answer_reply" (
	"answer_id" text PRIMARY KEY NOT NULL,
	"proposal_id" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL,
	"seen_at" bigint,
	"seen_by" text
);
--> statement-breakpoint
CREATE TABLE "commitment" (
	"id" text PRIMARY KEY NOT NULL,
	"cycle_id" text NOT NULL,
	"code" text NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"draft" jsonb,
	"content" jsonb,
	"areas" jsonb NOT NULL,
	"institution_id" text,
	"revision" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commitment_follow" (
	"commitment_id" text NOT NULL,
	"person_id" text NOT NULL,
	"state" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "commitment_follow_commitment_id_person_id_pk" PRIMARY KEY("commitment_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "commitment_progress" (
	"id" text PRIMARY KEY NOT NULL,
	"commitment_id" text NOT NULL,
	"status" text NOT NULL,
	"text" jsonb NOT NULL,
	"link" text,
	"staff_id" text NOT NULL,
	"at" bigint NOT NULL,
	"told_at" bigint
);
--> statement-breakpoint
CREATE TABLE "commitment_source" (
	"commitment_id" text NOT NULL,
	"proposal_id" text NOT NULL,
	"version" integer NOT NULL,
	"staff_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "commitment_source_commitment_id_proposal_id_pk" PRIMARY KEY("commitment_id","proposal_id")
);
--> statement-breakpoint
CREATE TABLE "commitment_version" (
	"commitment_id" text NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"note" text NOT NULL,
	"staff_id" text NOT NULL,
	"published_at" bigint NOT NULL,
	CONSTRAINT "commitment_version_commitment_id_version_pk" PRIMARY KEY("commitment_id","version")
);
--> statement-breakpoint
CREATE TABLE "exchange" (
	"id" text PRIMARY KEY NOT NULL,
	"proposal_id" text NOT NULL,
	"direction" text NOT NULL,
	"staff_id" text,
	"text" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fallback" (
	"answer_id" text PRIMARY KEY NOT NULL,
	"way" text NOT NULL,
	"partner_id" text,
	"note" text NOT NULL,
	"staff_id" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "joint" (
	"id" text PRIMARY KEY NOT NULL,
	"cycle_id" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"dissolved_at" bigint
);
--> statement-breakpoint
CREATE TABLE "mention" (
	"note_id" text NOT NULL,
	"staff_id" text NOT NULL,
	CONSTRAINT "mention_note_id_staff_id_pk" PRIMARY KEY("note_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "objection" (
	"proposal_id" text PRIMARY KEY NOT NULL,
	"area" text,
	"at" bigint NOT NULL,
	"resolution" text,
	"resolved_by" text,
	"resolved_at" bigint
);
--> statement-breakpoint
CREATE TABLE "proposal_word" (
	"word" text NOT NULL,
	"proposal_id" text NOT NULL,
	CONSTRAINT "proposal_word_word_proposal_id_pk" PRIMARY KEY("word","proposal_id")
);
--> statement-breakpoint
CREATE TABLE "rubric" (
	"proposal_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"relevance" integer,
	"ambition" integer,
	"feasibility" integer,
	"lasting" integer,
	"at" bigint NOT NULL,
	CONSTRAINT "rubric_proposal_id_staff_id_pk" PRIMARY KEY("proposal_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"is_shared" boolean NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sheet_import" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"entry_id" text,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"rows" integer NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signature" (
	"answer_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"sector" text NOT NULL,
	"hash" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "signature_answer_id_staff_id_hash_pk" PRIMARY KEY("answer_id","staff_id","hash")
);
--> statement-breakpoint
CREATE TABLE "staff_notice" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"kind" text NOT NULL,
	"href" text NOT NULL,
	"detail" jsonb NOT NULL,
	"at" bigint NOT NULL,
	"seen_at" bigint,
	"told_at" bigint
);
--> statement-breakpoint
CREATE TABLE "survey" (
	"answer_id" text PRIMARY KEY NOT NULL,
	"proposal_id" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"score" integer,
	"scored_at" bigint
);
--> statement-breakpoint
CREATE TABLE "wording" (
	"id" text PRIMARY KEY NOT NULL,
	"cycle_id" text NOT NULL,
	"name" text NOT NULL,
	"outcome" text,
	"reason" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
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
CREATE UNIQUE INDEX "actor_code" ON "actor" USING btree ("code");--> statement-breakpoint
CREATE INDEX "actor_name" ON "actor" USING btree ("kind","name");--> statement-breakpoint
CREATE INDEX "actor_person" ON "actor" USING btree ("person_id") WHERE person_id is not null;--> statement-breakpoint
CREATE INDEX "answer_reply_proposal" ON "answer_reply" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "answer_reply_open" ON "answer_reply" USING btree ("at") WHERE seen_at is null and kind = 'disagreed';--> statement-breakpoint
CREATE UNIQUE INDEX "commitment_code" ON "commitment" USING btree ("cycle_id","code");--> statement-breakpoint
CREATE INDEX "commitment_follow_person" ON "commitment_follow" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "commitment_progress_commitment" ON "commitment_progress" USING btree ("commitment_id","at");--> statement-breakpoint
CREATE INDEX "commitment_progress_untold" ON "commitment_progress" USING btree ("at") WHERE told_at is null;--> statement-breakpoint
CREATE INDEX "commitment_source_proposal" ON "commitment_source" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "exchange_proposal" ON "exchange" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "objection_open" ON "objection" USING btree ("at") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "proposal_word_proposal" ON "proposal_word" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "saved_view_staff" ON "saved_view" USING btree ("staff_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sheet_import_sha" ON "sheet_import" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "staff_notice_staff" ON "staff_notice" USING btree ("staff_id","seen_at","id");--> statement-breakpoint
CREATE INDEX "staff_notice_untold" ON "staff_notice" USING btree ("at") WHERE told_at is null;--> statement-breakpoint
CREATE INDEX "answer_draft" ON "answer" USING btree ("id") WHERE state = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "answer_one_draft" ON "answer" USING btree ("proposal_id") WHERE state = 'draft';--> statement-breakpoint
CREATE INDEX "answer_reason" ON "answer" USING btree ("reason_key") WHERE reason_key is not null;--> statement-breakpoint
CREATE INDEX "answer_batch_state" ON "answer" USING btree ("batch_id","state") WHERE batch_id is not null;--> statement-breakpoint
CREATE INDEX "answer_released" ON "answer" USING btree ("released_at") WHERE released_at is not null;--> statement-breakpoint
CREATE INDEX "proposal_newest" ON "proposal" USING btree ("cycle_id","state","created_at","id");--> statement-breakpoint
CREATE INDEX "proposal_assignee" ON "proposal" USING btree ("assignee_id","state","promised_at","id") WHERE assignee_id is not null;--> statement-breakpoint
CREATE INDEX "proposal_institution" ON "proposal" USING btree ("institution_id") WHERE institution_id is not null;--> statement-breakpoint
CREATE INDEX "proposal_joint" ON "proposal" USING btree ("joint_id") WHERE joint_id is not null;--> statement-breakpoint
CREATE INDEX "proposal_asked" ON "proposal" USING btree ("person_id") WHERE asked_at is not null;--> statement-breakpoint
CREATE INDEX "proposal_unindexed" ON "proposal" USING btree ("id") WHERE not indexed;--> statement-breakpoint
CREATE INDEX "proposal_queue" ON "proposal" USING btree ("cycle_id","state","promised_at","id");