CREATE TABLE `address` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`channel` text NOT NULL,
	`sealed` text NOT NULL,
	`reachable` integer NOT NULL,
	`unreachable_why` text,
	`last_inbound_at` integer NOT NULL,
	`waiting` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `address_person` ON `address` (`person_id`);--> statement-breakpoint
CREATE TABLE `address_key` (
	`key` text PRIMARY KEY NOT NULL,
	`address_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `address_key_address` ON `address_key` (`address_id`);--> statement-breakpoint
CREATE TABLE `answer` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text NOT NULL,
	`commitment` text,
	`staff_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`released_at` integer
);
--> statement-breakpoint
CREATE INDEX `answer_proposal` ON `answer` (`proposal_id`);--> statement-breakpoint
CREATE TABLE `attachment` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`sealed_ref` text NOT NULL,
	`mime` text,
	`bytes` integer,
	`sha256` text,
	`state` text NOT NULL,
	`why` text,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attachment_proposal` ON `attachment` (`proposal_id`);--> statement-breakpoint
CREATE INDEX `attachment_due` ON `attachment` (`due_at`) WHERE state = 'pending';--> statement-breakpoint
CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `budget` (
	`name` text PRIMARY KEY NOT NULL,
	`next_at` real NOT NULL,
	`paused_until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `consent` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`purpose` text NOT NULL,
	`given` integer NOT NULL,
	`wording` text NOT NULL,
	`channel` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `consent_person` ON `consent` (`person_id`);--> statement-breakpoint
CREATE TABLE `conversation` (
	`address_id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`flow` text,
	`version` integer NOT NULL,
	`step` text NOT NULL,
	`answers` text NOT NULL,
	`tries` integer NOT NULL,
	`revision` integer NOT NULL,
	`since` integer NOT NULL,
	`nudged` integer NOT NULL,
	`nudge_at` integer,
	`expires_at` integer
);
--> statement-breakpoint
CREATE INDEX `conversation_person` ON `conversation` (`person_id`);--> statement-breakpoint
CREATE INDEX `conversation_nudge` ON `conversation` (`nudge_at`) WHERE nudge_at is not null;--> statement-breakpoint
CREATE INDEX `conversation_expire` ON `conversation` (`expires_at`) WHERE expires_at is not null;--> statement-breakpoint
CREATE TABLE `counter` (
	`name` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`name`, `day`)
);
--> statement-breakpoint
CREATE TABLE `cycle` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`plan` text NOT NULL,
	`forum` text NOT NULL,
	`areas` text NOT NULL,
	`stages` text NOT NULL,
	`answer_days` integer NOT NULL,
	`data_contact` text NOT NULL,
	`current` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cycle_slug_unique` ON `cycle` (`slug`);--> statement-breakpoint
CREATE TABLE `inbound` (
	`key` text PRIMARY KEY NOT NULL,
	`address_id` text NOT NULL,
	`kind` text NOT NULL,
	`kept` text,
	`sent_at` integer NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `note` (
	`id` text PRIMARY KEY NOT NULL,
	`proposal_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `note_proposal` ON `note` (`proposal_id`);--> statement-breakpoint
CREATE TABLE `orphan_status` (
	`id` text PRIMARY KEY NOT NULL,
	`external_key` text NOT NULL,
	`status` text NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `orphan_status_key` ON `orphan_status` (`external_key`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`address_id` text NOT NULL,
	`channel` text NOT NULL,
	`lane` text NOT NULL,
	`purpose` text NOT NULL,
	`message` text NOT NULL,
	`state` text NOT NULL,
	`why` text,
	`code` text,
	`detail` text,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	`leased_by` text,
	`leased_until` integer,
	`external_key` text,
	`proposal_id` text,
	`answer_id` text,
	`broadcast_id` text,
	`planned_at` integer NOT NULL,
	`accepted_at` integer,
	`delivered_at` integer,
	`read_at` integer,
	`failed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key` ON `outbox` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_external` ON `outbox` (`external_key`) WHERE external_key is not null;--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`channel`,`lane`,`due_at`) WHERE state = 'planned';--> statement-breakpoint
CREATE INDEX `outbox_leased` ON `outbox` (`address_id`,`state`) WHERE state = 'leased';--> statement-breakpoint
CREATE INDEX `outbox_unknown` ON `outbox` (`failed_at`) WHERE state = 'unknown';--> statement-breakpoint
CREATE INDEX `outbox_address` ON `outbox` (`address_id`);--> statement-breakpoint
CREATE INDEX `outbox_proposal` ON `outbox` (`proposal_id`) WHERE proposal_id is not null;--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`locale` text NOT NULL,
	`locale_chosen` integer NOT NULL,
	`adult_enough_at` integer,
	`place` text,
	`areas` text NOT NULL,
	`notices` integer NOT NULL,
	`source` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `proposal` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`cycle_id` text NOT NULL,
	`person_id` text,
	`address_id` text,
	`channel` text NOT NULL,
	`text` text NOT NULL,
	`folded` text NOT NULL,
	`sha256` text NOT NULL,
	`locale` text NOT NULL,
	`place` text,
	`state` text NOT NULL,
	`publish` text NOT NULL,
	`source` text,
	`assignee_id` text,
	`revision` integer NOT NULL,
	`promised_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`answered_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `proposal_code` ON `proposal` (`code`);--> statement-breakpoint
CREATE INDEX `proposal_person` ON `proposal` (`person_id`);--> statement-breakpoint
CREATE INDEX `proposal_queue` ON `proposal` (`state`,`promised_at`,`id`);--> statement-breakpoint
CREATE INDEX `proposal_place` ON `proposal` (`place`);--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`role` text NOT NULL,
	`sector` text NOT NULL,
	`disabled_at` integer,
	`two_factor_enabled` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_email_unique` ON `staff` (`email`);--> statement-breakpoint
CREATE TABLE `staff_account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `staff_account_user` ON `staff_account` (`user_id`);--> statement-breakpoint
CREATE TABLE `staff_rate_limit` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`count` integer NOT NULL,
	`last_request` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_rate_limit_key_unique` ON `staff_rate_limit` (`key`);--> statement-breakpoint
CREATE TABLE `staff_session` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_session_token_unique` ON `staff_session` (`token`);--> statement-breakpoint
CREATE INDEX `staff_session_user` ON `staff_session` (`user_id`);--> statement-breakpoint
CREATE TABLE `staff_two_factor` (
	`id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	`backup_codes` text NOT NULL,
	`user_id` text NOT NULL,
	`verified` integer,
	`failed_verification_count` integer,
	`locked_until` integer
);
--> statement-breakpoint
CREATE INDEX `staff_two_factor_user` ON `staff_two_factor` (`user_id`);--> statement-breakpoint
CREATE TABLE `staff_verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `staff_verification_identifier` ON `staff_verification` (`identifier`);--> statement-breakpoint
CREATE TABLE `tag` (
	`proposal_id` text NOT NULL,
	`area` text NOT NULL,
	`origin` text NOT NULL,
	`words` text NOT NULL,
	`staff_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`proposal_id`, `area`, `origin`)
);
--> statement-breakpoint
CREATE INDEX `tag_area` ON `tag` (`area`,`origin`);--> statement-breakpoint
CREATE TABLE `template` (
	`name` text NOT NULL,
	`language` text NOT NULL,
	`category` text NOT NULL,
	`status` text NOT NULL,
	`why` text,
	`body` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`name`, `language`)
);
