/** The tables on SQLite, for drizzle-kit and the store. */
import { kit } from './columns.sqlite.js';
import { defineSchema } from './schema.js';

export const schema = defineSchema(kit);
export type Schema = typeof schema;
