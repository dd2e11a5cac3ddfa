/** Ids of rows as forms and addresses bring them: nothing else reaches a query. */
import { z } from 'zod';

export const idField = z.string().regex(/^[\w-]{1,40}$/);
/** Absent, or no id at all: not given. */
export const optionalId = idField.optional().catch(undefined);
