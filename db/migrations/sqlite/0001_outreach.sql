CREATE TABLE `broadcast` (
	`id` text PRIMARY KEY NOT NULL,
	`cycle_id` text NOT NULL,
	`purpose` text NOT NULL,
	`origin` text NOT NULL,
	`entry_id` text,
	`entry_version` integer,
	`title` text NOT NULL,
	`texts` text NOT NULL,
	`audience` text NOT NULL,
	`first_batch` integer NOT NULL,
	`state` text NOT NULL,
	`phase` text NOT NULL,
	`why` text,
	`revision` integer NOT NULL,
	`hash` text,
	`preview` text,
	`drafted_by` text NOT NULL,
	`approved_by` text,
	`approved_at` integer,
	`starts_at` integer NOT NULL,
	`expanded_to` text,
	`planned` integer NOT NULL,
	`started_by` text,
	`started_at` integer,
	`done_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `broadcast_running` ON `broadcast` (`started_at`) WHERE state in ('sending', 'paused');--> statement-breakpoint
CREATE INDEX `broadcast_created` ON `broadcast` (`created_at`);--> statement-breakpoint
CREATE INDEX `broadcast_entry` ON `broadcast` (`entry_id`);--> statement-breakpoint
CREATE TABLE `calendar_entry` (
	`id` text PRIMARY KEY NOT NULL,
	`cycle_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`draft` text,
	`content` text,
	`starts_at` integer,
	`place` text,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `calendar_entry_cycle` ON `calendar_entry` (`cycle_id`,`starts_at`);--> statement-breakpoint
CREATE TABLE `calendar_reply` (
	`entry_id` text NOT NULL,
	`person_id` text NOT NULL,
	`reply` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`entry_id`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `calendar_reply_person` ON `calendar_reply` (`person_id`);--> statement-breakpoint
CREATE TABLE `calendar_version` (
	`entry_id` text NOT NULL,
	`version` integer NOT NULL,
	`change` text NOT NULL,
	`content` text NOT NULL,
	`published_at` integer NOT NULL,
	`official_url` text,
	`override_reason` text,
	`staff_id` text NOT NULL,
	`announced_at` integer,
	PRIMARY KEY(`entry_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `charge` (
	`day` text NOT NULL,
	`channel` text NOT NULL,
	`purpose` text NOT NULL,
	`category` text NOT NULL,
	`type` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`day`, `channel`, `purpose`, `category`, `type`)
);
--> statement-breakpoint
CREATE TABLE `link_code` (
	`key` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `link_code_person` ON `link_code` (`person_id`);--> statement-breakpoint
CREATE TABLE `partner` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`place` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `partner_code` ON `partner` (`code`);--> statement-breakpoint
CREATE TABLE `platform_state` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
DROP INDEX `outbox_due`;--> statement-breakpoint
ALTER TABLE `outbox` ADD `left_at` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `carrier_id` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `segment` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `billed` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `templated_at` integer;--> statement-breakpoint
CREATE INDEX `outbox_broadcast_due` ON `outbox` (`broadcast_id`,`channel`,`due_at`) WHERE state = 'planned' and broadcast_id is not null;--> statement-breakpoint
CREATE INDEX `outbox_broadcast_fate` ON `outbox` (`broadcast_id`,`state`,`channel`,`segment`,`why`) WHERE broadcast_id is not null;--> statement-breakpoint
CREATE INDEX `outbox_carried` ON `outbox` (`carrier_id`) WHERE carrier_id is not null;--> statement-breakpoint
CREATE INDEX `outbox_templated` ON `outbox` (`channel`,`templated_at`,`address_id`) WHERE templated_at is not null;--> statement-breakpoint
CREATE INDEX `outbox_fix` ON `outbox` (`failed_at`,`channel`,`code`) WHERE state = 'failed' and why = 'fix';--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`channel`,`lane`,`due_at`) WHERE state = 'planned' and broadcast_id is null;--> statement-breakpoint
ALTER TABLE `person` ADD `preferred_channel` text;--> statement-breakpoint
CREATE INDEX `person_source` ON `person` (`source`) WHERE source is not null;--> statement-breakpoint
ALTER TABLE `staff` ADD `test_address_id` text;--> statement-breakpoint
CREATE INDEX `staff_test_address` ON `staff` (`test_address_id`);--> statement-breakpoint
ALTER TABLE `template` ADD `quality` text;--> statement-breakpoint
-- The stages that stood in the cycle become entries of the calendar; they are public from now on.
INSERT INTO `calendar_entry` (`id`, `cycle_id`, `kind`, `state`, `version`, `draft`, `content`, `starts_at`, `place`, `revision`, `created_at`)
SELECT upper(hex(randomblob(13))), c.`id`, 'stage', 'published', 1, NULL,
	json_object('kind', 'stage', 'stage', json_extract(s.value, '$.id'), 'title', json_extract(s.value, '$.label'),
		'startsAt', json_extract(s.value, '$.startsAt'), 'endsAt', json_extract(s.value, '$.endsAt'), 'place', NULL,
		'online', json('false'), 'venue', '', 'link', NULL, 'organiser', coalesce(json_extract(c.`forum`, '$.es'), ''),
		'takePart', json('{}'), 'minutes', NULL, 'reminders', json('[]')),
	json_extract(s.value, '$.startsAt'), NULL, 1, c.`created_at`
FROM `cycle` c, json_each(c.`stages`) s;--> statement-breakpoint
INSERT INTO `calendar_version` (`entry_id`, `version`, `change`, `content`, `published_at`, `official_url`, `override_reason`, `staff_id`, `announced_at`)
SELECT `id`, 1, 'created', `content`, unixepoch() * 1000, NULL, 'Calendario de muestra con el que empieza el programa; el foro lo reemplaza por el suyo.', 'system', unixepoch() * 1000 FROM `calendar_entry`;--> statement-breakpoint
ALTER TABLE `cycle` DROP COLUMN `stages`;