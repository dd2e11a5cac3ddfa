/** Serves a grammY bot the way its guide says: webhookCallback on node's own server. */
import { createServer } from 'node:http';
import { type Bot, type Context, webhookCallback } from 'grammy';
import { z } from 'zod';
import { secrets } from '../world.js';

export const environment = z
  .object({ PORT: z.coerce.number(), TELEGRAM_API_ROOT: z.string(), DATABASE: z.string() })
  .parse(process.env);

export const botOptions = {
  client: { apiRoot: environment.TELEGRAM_API_ROOT },
  botInfo: {
    id: 1,
    is_bot: true as const,
    first_name: 'B',
    username: 'b',
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  },
};

export function serveBot<C extends Context>(bot: Bot<C>): void {
  const handle = webhookCallback(bot, 'http', { secretToken: secrets.telegram });
  createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.statusCode = 500;
      response.end();
    });
  }).listen(environment.PORT, '127.0.0.1', () => console.log('ready'));
}
