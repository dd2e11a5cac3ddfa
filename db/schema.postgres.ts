/** The tables on PostgreSQL, for drizzle-kit and the store. */
import { kit as postgres } from './columns.postgres.js';
import type { Kit } from './columns.sqlite.js';
import { defineSchema } from './schema.js';

// The kits have the same names and give the same row types (tests/store/types.test.ts proves it);
// the compiler cannot see two dialects as one, so this is one of the two casts of the store.
export const schema = defineSchema(postgres as unknown as Kit);

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
