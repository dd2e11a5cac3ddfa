CREATE TABLE `actor` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`kind` text NOT NULL,
	`sector` text NOT NULL,
	`name` text NOT NULL,
	`about` text NOT NULL,
	`areas` text NOT NULL,
	`place` text,
	`state` text NOT NULL,
	`sealed_contact` text,
	`contact_consent_at` integer,
	`person_id` text,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `actor_code` ON `actor` (`code`);--> statement-breakpoint
CREATE INDEX `actor_name` ON `actor` (`kind`,`name`);--> statement-breakpoint
CREATE INDEX `actor_person` ON `actor` (`person_id`) WHERE person_id is not null;--> statement-breakpoint
CREATE TABLE `answer_batch` (
	`id` text PRIMARY KEY NOT NULL,
	`cycle_id` text NOT NULL,
	`title` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`released_by` text,
	`released_at` integer
);
--> statement-breakpoint
CREATE TABLE `answer_reply` (
	`answer_id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer,
	`seen_by` text
);
--> statement-breakpoint
CREATE INDEX `answer_reply_proposal` ON `answer_reply` (`proposal_id`);--> statement-breakpoint
CREATE INDEX `answer_reply_open` ON `answer_reply` (`at`) WHERE seen_at is null and kind = 'disagreed';--> statement-breakpoint
CREATE TABLE `commitment` (
	`id` text PRIMARY KEY NOT NULL,
	`cycle_id` text NOT NULL,
	`code` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`draft` text,
	`content` text,
	`areas` text NOT NULL,
	`institution_id` text,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commitment_code` ON `commitment` (`cycle_id`,`code`);--> statement-breakpoint
CREATE TABLE `commitment_follow` (
	`commitment_id` text NOT NULL,
	`person_id` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`commitment_id`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `commitment_follow_person` ON `commitment_follow` (`person_id`);--> statement-breakpoint
CREATE TABLE `commitment_progress` (
	`id` text PRIMARY KEY NOT NULL,
	`commitment_id` text NOT NULL,
	`status` text NOT NULL,
	`text` text NOT NULL,
	`link` text,
	`staff_id` text NOT NULL,
	`at` integer NOT NULL,
	`told_at` integer
);
--> statement-breakpoint
CREATE INDEX `commitment_progress_commitment` ON `commitment_progress` (`commitment_id`,`at`);--> statement-breakpoint
CREATE INDEX `commitment_progress_untold` ON `commitment_progress` (`at`) WHERE told_at is null;--> statement-breakpoint
CREATE TABLE `commitment_source` (
	`commitment_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`version` integer NOT NULL,
	`staff_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`commitment_id`, `proposal_id`)
);
--> statement-breakpoint
CREATE INDEX `commitment_source_proposal` ON `commitment_source` (`proposal_id`);--> statement-breakpoint
CREATE TABLE `commitment_version` (
	`commitment_id` text NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL,
	`note` text NOT NULL,
	`staff_id` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`commitment_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `exchange` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`direction` text NOT NULL,
	`staff_id` text,
	`text` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `exchange_proposal` ON `exchange` (`proposal_id`);--> statement-breakpoint
CREATE TABLE `fallback` (
	`answer_id` text PRIMARY KEY NOT NULL,
	`way` text NOT NULL,
	`partner_id` text,
	`note` text NOT NULL,
	`staff_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `joint` (
	`id` text PRIMARY KEY NOT NULL,
	`cycle_id` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`dissolved_at` integer
);
--> statement-breakpoint
CREATE TABLE `mention` (
	`note_id` text NOT NULL,
	`staff_id` text NOT NULL,
	PRIMARY KEY(`note_id`, `staff_id`)
);
--> statement-breakpoint
CREATE TABLE `objection` (
	`proposal_id` text PRIMARY KEY NOT NULL,
	`area` text,
	`at` integer NOT NULL,
	`resolution` text,
	`resolved_by` text,
	`resolved_at` integer
);
--> statement-breakpoint
CREATE INDEX `objection_open` ON `objection` (`at`) WHERE resolved_at is null;--> statement-breakpoint
CREATE TABLE `proposal_word` (
	`word` text NOT NULL,
	`proposal_id` text NOT NULL,
	PRIMARY KEY(`word`, `proposal_id`)
);
--> statement-breakpoint
CREATE INDEX `proposal_word_proposal` ON `proposal_word` (`proposal_id`);--> statement-breakpoint
CREATE TABLE `rubric` (
	`proposal_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`relevance` integer,
	`ambition` integer,
	`feasibility` integer,
	`lasting` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`proposal_id`, `staff_id`)
);
--> statement-breakpoint
CREATE TABLE `saved_view` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`is_shared` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `saved_view_staff` ON `saved_view` (`staff_id`);--> statement-breakpoint
CREATE TABLE `sheet_import` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`entry_id` text,
	`name` text NOT NULL,
	`sha256` text NOT NULL,
	`rows` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sheet_import_sha` ON `sheet_import` (`sha256`);--> statement-breakpoint
CREATE TABLE `signature` (
	`answer_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`sector` text NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`answer_id`, `staff_id`, `hash`)
);
--> statement-breakpoint
CREATE TABLE `staff_notice` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`kind` text NOT NULL,
	`href` text NOT NULL,
	`detail` text NOT NULL,
	`at` integer NOT NULL,
	`seen_at` integer,
	`told_at` integer
);
--> statement-breakpoint
CREATE INDEX `staff_notice_staff` ON `staff_notice` (`staff_id`,`seen_at`,`id`);--> statement-breakpoint
CREATE INDEX `staff_notice_untold` ON `staff_notice` (`at`) WHERE told_at is null;--> statement-breakpoint
CREATE TABLE `survey` (
	`answer_id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`score` integer,
	`scored_at` integer
);
--> statement-breakpoint
CREATE TABLE `wording` (
	`id` text PRIMARY KEY NOT NULL,
	`cycle_id` text NOT NULL,
	`name` text NOT NULL,
	`outcome` text,
	`reason` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
DROP INDEX `proposal_queue`;--> statement-breakpoint
ALTER TABLE `proposal` ADD `institution_id` text;--> statement-breakpoint
ALTER TABLE `proposal` ADD `joint_id` text;--> statement-breakpoint
ALTER TABLE `proposal` ADD `assisted` text;--> statement-breakpoint
ALTER TABLE `proposal` ADD `asked_at` integer;--> statement-breakpoint
ALTER TABLE `proposal` ADD `reopened_at` integer;--> statement-breakpoint
ALTER TABLE `proposal` ADD `indexed` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `proposal_newest` ON `proposal` (`cycle_id`,`state`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `proposal_assignee` ON `proposal` (`assignee_id`,`state`,`promised_at`,`id`) WHERE assignee_id is not null;--> statement-breakpoint
CREATE INDEX `proposal_institution` ON `proposal` (`institution_id`) WHERE institution_id is not null;--> statement-breakpoint
CREATE INDEX `proposal_joint` ON `proposal` (`joint_id`) WHERE joint_id is not null;--> statement-breakpoint
CREATE INDEX `proposal_asked` ON `proposal` (`person_id`) WHERE asked_at is not null;--> statement-breakpoint
CREATE INDEX `proposal_unindexed` ON `proposal` (`id`) WHERE not indexed;--> statement-breakpoint
CREATE INDEX `proposal_queue` ON `proposal` (`cycle_id`,`state`,`promised_at`,`id`);--> statement-breakpoint
ALTER TABLE `answer` ADD `commitment_id` text;--> statement-breakpoint
ALTER TABLE `answer` ADD `personal` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `answer` ADD `state` text DEFAULT 'released' NOT NULL;--> statement-breakpoint
ALTER TABLE `answer` ADD `hash` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `answer` ADD `seen_sha256` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `answer` ADD `reason_key` text;--> statement-breakpoint
ALTER TABLE `answer` ADD `revision` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `answer` ADD `batch_id` text;--> statement-breakpoint
CREATE INDEX `answer_draft` ON `answer` (`id`) WHERE state = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX `answer_one_draft` ON `answer` (`proposal_id`) WHERE state = 'draft';--> statement-breakpoint
CREATE INDEX `answer_reason` ON `answer` (`reason_key`) WHERE reason_key is not null;--> statement-breakpoint
CREATE INDEX `answer_batch_state` ON `answer` (`batch_id`,`state`) WHERE batch_id is not null;--> statement-breakpoint
CREATE INDEX `answer_released` ON `answer` (`released_at`) WHERE released_at is not null;--> statement-breakpoint
ALTER TABLE `attachment` ADD `transcript` text;--> statement-breakpoint
ALTER TABLE `attachment` ADD `transcript_by` text;--> statement-breakpoint
ALTER TABLE `attachment` ADD `exchange_id` text;--> statement-breakpoint
ALTER TABLE `cycle` ADD `signing` text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE `cycle` ADD `cards` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `cycle` ADD `quiet` text;--> statement-breakpoint
ALTER TABLE `cycle` ADD `wording` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `cycle` ADD `survey_days` integer DEFAULT 28 NOT NULL;--> statement-breakpoint
ALTER TABLE `cycle` ADD `practice` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `cycle` ADD `guide` text DEFAULT '[]' NOT NULL;