/** WhatsApp templates as Meta last told us. */
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { once, type Sql } from './sql.js';
import type { Templates } from './store.js';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks (message_template_status_update) */
const statusUpdate = z.object({
  event: z.string(),
  message_template_name: z.string(),
  message_template_language: z.string(),
  reason: z.string().nullish(),
});

/** Webhooks write `en-US` where everything else writes `en_US`. */
const languageOf = (code: string): string => code.replace('-', '_');

export function createTemplates(store: Sql): Templates {
  const { template } = store.t;
  const templates: Templates = {
    onEvent: async (name, data, now) => {
      if (name !== 'message_template_status_update') return;
      const parsed = statusUpdate.safeParse(data);
      if (!parsed.success) return;
      const {
        event,
        message_template_name: called,
        message_template_language: language,
        reason,
      } = parsed.data;
      await templates.setStatus(called, languageOf(language), event, reason ?? null, now);
    },
    find: async (name, language) => {
      const rows = await store.readOnce((db) =>
        db
          .select({ status: template.status })
          .from(template)
          .where(and(eq(template.name, name), eq(template.language, language))),
      );
      return rows[0] ?? null;
    },
    replaceAll: async (rows, now) => {
      const insert = rows.map((row) =>
        once((db) =>
          db
            .insert(template)
            .values({ ...row, why: null, updatedAt: now })
            .returning({ name: template.name }),
        ),
      );
      await store.write([once((db) => db.delete(template).returning({ name: template.name })), ...insert]);
    },
    setStatus: async (name, language, status, why, now) => {
      await store.write([
        once((db) =>
          db
            .insert(template)
            .values({ name, language, category: 'utility', status, why, body: '', updatedAt: now })
            .onConflictDoUpdate({
              target: [template.name, template.language],
              set: { status, why, updatedAt: now },
            })
            .returning({ name: template.name }),
        ),
      ]);
    },
  };
  return templates;
}
