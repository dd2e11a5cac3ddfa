CREATE TABLE "broadcast" (
	"id" text PRIMARY KEY NOT NULL,
	"cycle_id" text NOT NULL,
	"purpose" text NOT NULL,
	"origin" text NOT NULL,
	"entry_id" text,
	"entry_version" integer,
	"title" text NOT NULL,
	"texts" jsonb NOT NULL,
	"audience" jsonb NOT NULL,
	"first_batch" integer NOT NULL,
	"state" text NOT NULL,
	"phase" text NOT NULL,
	"why" text,
	"revision" integer NOT NULL,
	"hash" text,
	"preview" jsonb,
	"drafted_by" text NOT NULL,
	"approved_by" text,
	"approved_at" bigint,
	"starts_at" bigint NOT NULL,
	"expanded_to" text,
	"planned" integer NOT NULL,
	"started_by" text,
	"started_at" bigint,
	"done_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_entry" (
	"id" text PRIMARY KEY NOT NULL,
	"cycle_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"draft" jsonb,
	"content" jsonb,
	"starts_at" bigint,
	"place" text,
	"revision" integer NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_reply" (
	"entry_id" text NOT NULL,
	"person_id" text NOT NULL,
	"reply" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "calendar_reply_entry_id_person_id_pk" PRIMARY KEY("entry_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "calendar_version" (
	"entry_id" text NOT NULL,
	"version" integer NOT NULL,
	"change" text NOT NULL,
	"content" jsonb NOT NULL,
	"published_at" bigint NOT NULL,
	"official_url" text,
	"override_reason" text,
	"staff_id" text NOT NULL,
	"announced_at" bigint,
	CONSTRAINT "calendar_version_entry_id_version_pk" PRIMARY KEY("entry_id","version")
);
--> statement-breakpoint
CREATE TABLE "charge" (
	"day" text NOT NULL,
	"channel" text NOT NULL,
	"purpose" text NOT NULL,
	"category" text NOT NULL,
	"type" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "charge_day_channel_purpose_category_type_pk" PRIMARY KEY("day","channel","purpose","category","type")
);
--> statement-breakpoint
CREATE TABLE "link_code" (
	"key" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"place" text,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform_state" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
DROP INDEX "outbox_due";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "left_at" bigint;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "carrier_id" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "segment" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "billed" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "templated_at" bigint;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "preferred_channel" text;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "test_address_id" text;--> statement-breakpoint
ALTER TABLE "template" ADD COLUMN "quality" text;--> statement-breakpoint
CREATE INDEX "broadcast_running" ON "broadcast" USING btree ("started_at") WHERE state in ('sending', 'paused');--> statement-breakpoint
CREATE INDEX "broadcast_created" ON "broadcast" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "broadcast_entry" ON "broadcast" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "calendar_entry_cycle" ON "calendar_entry" USING btree ("cycle_id","starts_at");--> statement-breakpoint
CREATE INDEX "calendar_reply_person" ON "calendar_reply" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "link_code_person" ON "link_code" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "partner_code" ON "partner" USING btree ("code");--> statement-breakpoint
CREATE INDEX "outbox_broadcast_due" ON "outbox" USING btree ("broadcast_id","channel","due_at") WHERE state = 'planned' and broadcast_id is not null;--> statement-breakpoint
CREATE INDEX "outbox_broadcast_fate" ON "outbox" USING btree ("broadcast_id","state","channel","segment","why") WHERE broadcast_id is not null;--> statement-breakpoint
CREATE INDEX "outbox_carried" ON "outbox" USING btree ("carrier_id") WHERE carrier_id is not null;--> statement-breakpoint
CREATE INDEX "outbox_templated" ON "outbox" USING btree ("channel","templated_at","address_id") WHERE templated_at is not null;--> statement-breakpoint
CREATE INDEX "outbox_fix" ON "outbox" USING btree ("failed_at","channel","code") WHERE state = 'failed' and why = 'fix';--> statement-breakpoint
CREATE INDEX "person_source" ON "person" USING btree ("source") WHERE source is not null;--> statement-breakpoint
CREATE INDEX "staff_test_address" ON "staff" USING btree ("test_address_id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("channel","lane","due_at") WHERE state = 'planned' and broadcast_id is null;--> statement-breakpoint
-- The stages that stood in the cycle become entries of the calendar; they are public from now on.
INSERT INTO "calendar_entry" ("id", "cycle_id", "kind", "state", "version", "draft", "content", "starts_at", "place", "revision", "created_at")
SELECT upper(substr(md5(c."id" || (s.value->>'id')), 1, 26)), c."id", 'stage', 'published', 1, NULL,
	jsonb_build_object('kind', 'stage', 'stage', s.value->'id', 'title', s.value->'label',
		'startsAt', s.value->'startsAt', 'endsAt', s.value->'endsAt', 'place', NULL,
		'online', false, 'venue', '', 'link', NULL, 'organiser', coalesce(c."forum"->>'es', ''),
		'takePart', '{}'::jsonb, 'minutes', NULL, 'reminders', '[]'::jsonb),
	(s.value->>'startsAt')::bigint, NULL, 1, c."created_at"
FROM "cycle" c, jsonb_array_elements(c."stages") AS s(value);--> statement-breakpoint
INSERT INTO "calendar_version" ("entry_id", "version", "change", "content", "published_at", "official_url", "override_reason", "staff_id", "announced_at")
SELECT "id", 1, 'created', "content", (extract(epoch from now()) * 1000)::bigint, NULL, 'Calendario de muestra con el que empieza el programa; el foro lo reemplaza por el suyo.', 'system', (extract(epoch from now()) * 1000)::bigint FROM "calendar_entry";--> statement-breakpoint
ALTER TABLE "cycle" DROP COLUMN "stages";