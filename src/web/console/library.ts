/** Calls the sign-in library through its own door, where its rate limit stands, and hands its cookies on. */
import type { Context } from 'hono';
import type { Auth } from '../auth.js';
import { authPath, visitorHeader } from '../auth-paths.js';
import type { ConsoleParts } from './context.js';
import { visitorOf } from './visitor.js';

export type Knock = (
  c: Context,
  path: '/sign-in/email' | '/two-factor/verify-totp' | '/two-factor/verify-backup-code',
  body: Readonly<Record<string, string>>,
) => Promise<Response>;

export const createKnock =
  ({ deps }: ConsoleParts, auth: () => Promise<Auth>): Knock =>
  async (c, path, body) =>
    (await auth()).auth.handler(
      new Request(new URL(`${authPath}${path}`, deps.publicUrl()), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          cookie: c.req.header('cookie') ?? '',
          'user-agent': c.req.header('user-agent') ?? '',
          origin: new URL(deps.publicUrl()).origin,
          [visitorHeader]: visitorOf(c),
        },
        body: JSON.stringify(body),
      }),
    );

/** The library answers with headers of its own; its cookies are handed to the browser. */
export function withCookies(answer: Response, from: Response): Response {
  for (const cookie of from.headers.getSetCookie()) answer.headers.append('Set-Cookie', cookie);
  return answer;
}
