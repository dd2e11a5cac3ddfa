DROP INDEX `proposal_queue`;--> statement-breakpoint
ALTER TABLE `proposal` ADD `institution_id` text;--> statement-breakpoint
ALTER TABLE `proposal` ADD `joint_id` text;--> statement-breakpoint
ALTER TABLE `proposal` ADD `assisted` text;--> statement-breakpoint
ALTER TABLE `proposal` ADD `asked_at` integer;--> statement-breakpoint
ALTER TABLE `proposal` ADD `reopened_at` integer;--> statement-breakpoint
ALTER TABLE `proposal` ADD `indexed` integer DEFAULT false NOT NULL;--> statement-breakpoint
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