CREATE TABLE "address" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"channel" text NOT NULL,
	"sealed" text NOT NULL,
	"reachable" boolean NOT NULL,
	"unreachable_why" text,
	"last_inbound_at" bigint NOT NULL,
	"waiting" integer NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "address_key" (
	"key" text PRIMARY KEY NOT NULL,
	"address_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "answer" (
	"id" text PRIMARY KEY NOT NULL,
	"proposal_id" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" jsonb NOT NULL,
	"commitment" text,
	"staff_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"released_at" bigint
);
--> statement-breakpoint
CREATE TABLE "attachment" (
	"id" text PRIMARY KEY NOT NULL,
	"proposal_id" text NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"sealed_ref" text NOT NULL,
	"mime" text,
	"bytes" integer,
	"sha256" text,
	"state" text NOT NULL,
	"why" text,
	"attempts" integer NOT NULL,
	"due_at" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "budget" (
	"name" text PRIMARY KEY NOT NULL,
	"next_at" double precision NOT NULL,
	"paused_until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"purpose" text NOT NULL,
	"given" boolean NOT NULL,
	"wording" text NOT NULL,
	"channel" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversation" (
	"address_id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"flow" text,
	"version" integer NOT NULL,
	"step" text NOT NULL,
	"answers" jsonb NOT NULL,
	"tries" integer NOT NULL,
	"revision" integer NOT NULL,
	"since" bigint NOT NULL,
	"nudged" boolean NOT NULL,
	"nudge_at" bigint,
	"expires_at" bigint
);
--> statement-breakpoint
CREATE TABLE "counter" (
	"name" text NOT NULL,
	"day" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "counter_name_day_pk" PRIMARY KEY("name","day")
);
--> statement-breakpoint
CREATE TABLE "cycle" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"plan" jsonb NOT NULL,
	"forum" jsonb NOT NULL,
	"areas" jsonb NOT NULL,
	"stages" jsonb NOT NULL,
	"answer_days" integer NOT NULL,
	"data_contact" text NOT NULL,
	"current" boolean NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "cycle_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "inbound" (
	"key" text PRIMARY KEY NOT NULL,
	"address_id" text NOT NULL,
	"kind" text NOT NULL,
	"kept" text,
	"sent_at" bigint NOT NULL,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "note" (
	"id" text PRIMARY KEY NOT NULL,
	"proposal_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orphan_status" (
	"id" text PRIMARY KEY NOT NULL,
	"external_key" text NOT NULL,
	"status" jsonb NOT NULL,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"address_id" text NOT NULL,
	"channel" text NOT NULL,
	"lane" text NOT NULL,
	"purpose" text NOT NULL,
	"message" jsonb NOT NULL,
	"state" text NOT NULL,
	"why" text,
	"code" text,
	"detail" text,
	"attempts" integer NOT NULL,
	"due_at" bigint NOT NULL,
	"leased_by" text,
	"leased_until" bigint,
	"external_key" text,
	"proposal_id" text,
	"answer_id" text,
	"broadcast_id" text,
	"planned_at" bigint NOT NULL,
	"accepted_at" bigint,
	"delivered_at" bigint,
	"read_at" bigint,
	"failed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"locale" text NOT NULL,
	"locale_chosen" boolean NOT NULL,
	"adult_enough_at" bigint,
	"place" text,
	"areas" jsonb NOT NULL,
	"notices" boolean NOT NULL,
	"source" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "proposal" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"cycle_id" text NOT NULL,
	"person_id" text,
	"address_id" text,
	"channel" text NOT NULL,
	"text" text NOT NULL,
	"folded" text NOT NULL,
	"sha256" text NOT NULL,
	"locale" text NOT NULL,
	"place" text,
	"state" text NOT NULL,
	"publish" text NOT NULL,
	"source" text,
	"assignee_id" text,
	"revision" integer NOT NULL,
	"promised_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"answered_at" bigint
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean NOT NULL,
	"image" text,
	"role" text NOT NULL,
	"sector" text NOT NULL,
	"disabled_at" bigint,
	"two_factor_enabled" boolean,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "staff_account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "staff_rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "staff_session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "staff_two_factor" (
	"id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"user_id" text NOT NULL,
	"verified" boolean,
	"failed_verification_count" integer,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff_verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tag" (
	"proposal_id" text NOT NULL,
	"area" text NOT NULL,
	"origin" text NOT NULL,
	"words" jsonb NOT NULL,
	"staff_id" text,
	"at" bigint NOT NULL,
	CONSTRAINT "tag_proposal_id_area_origin_pk" PRIMARY KEY("proposal_id","area","origin")
);
--> statement-breakpoint
CREATE TABLE "template" (
	"name" text NOT NULL,
	"language" text NOT NULL,
	"category" text NOT NULL,
	"status" text NOT NULL,
	"why" text,
	"body" text NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "template_name_language_pk" PRIMARY KEY("name","language")
);
--> statement-breakpoint
CREATE INDEX "address_person" ON "address" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "address_key_address" ON "address_key" USING btree ("address_id");--> statement-breakpoint
CREATE INDEX "answer_proposal" ON "answer" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "attachment_proposal" ON "attachment" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "attachment_due" ON "attachment" USING btree ("due_at") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "consent_person" ON "consent" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "conversation_person" ON "conversation" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "conversation_nudge" ON "conversation" USING btree ("nudge_at") WHERE nudge_at is not null;--> statement-breakpoint
CREATE INDEX "conversation_expire" ON "conversation" USING btree ("expires_at") WHERE expires_at is not null;--> statement-breakpoint
CREATE INDEX "note_proposal" ON "note" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "orphan_status_key" ON "orphan_status" USING btree ("external_key");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_key" ON "outbox" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_external" ON "outbox" USING btree ("external_key") WHERE external_key is not null;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("channel","lane","due_at") WHERE state = 'planned';--> statement-breakpoint
CREATE INDEX "outbox_leased" ON "outbox" USING btree ("address_id","state") WHERE state = 'leased';--> statement-breakpoint
CREATE INDEX "outbox_unknown" ON "outbox" USING btree ("failed_at") WHERE state = 'unknown';--> statement-breakpoint
CREATE INDEX "outbox_address" ON "outbox" USING btree ("address_id");--> statement-breakpoint
CREATE INDEX "outbox_proposal" ON "outbox" USING btree ("proposal_id") WHERE proposal_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "proposal_code" ON "proposal" USING btree ("code");--> statement-breakpoint
CREATE INDEX "proposal_person" ON "proposal" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "proposal_queue" ON "proposal" USING btree ("state","promised_at","id");--> statement-breakpoint
CREATE INDEX "proposal_place" ON "proposal" USING btree ("place");--> statement-breakpoint
CREATE INDEX "staff_account_user" ON "staff_account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "staff_session_user" ON "staff_session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "staff_two_factor_user" ON "staff_two_factor" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "staff_verification_identifier" ON "staff_verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "tag_area" ON "tag" USING btree ("area","origin");