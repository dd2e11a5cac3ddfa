/** The tables on SQLite, for drizzle-kit and the store. */
import { kit } from './columns.sqlite.js';
import { defineSchema } from './schema.js';

export const schema = defineSchema(kit);
export type Schema = typeof schema;

/** One export a table: the migration generator looks no deeper. */
export const {
  person,
  address,
  addressKey,
  conversation,
  inbound,
  outbox,
  orphanStatus,
  budget,
  cycle,
  proposal,
  tag,
  attachment,
  answer,
  consent,
  audit,
  note,
  counter,
  template,
  calendarEntry,
  calendarVersion,
  calendarReply,
  broadcast,
  partner,
  linkCode,
  charge,
  platformState,
  staff,
  staffSession,
  staffAccount,
  staffVerification,
  staffTwoFactor,
  staffRateLimit,
} = schema;
