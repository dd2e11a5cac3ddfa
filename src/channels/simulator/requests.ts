/** What the page may ask of the simulator: every request is parsed here. */
import { z } from 'zod';
import { mediaKinds } from '../../talk/message.js';
import { looks } from './look.js';
import { faults } from './phones.js';

/** Long and random, made by the page: whoever knows it, is that phone. */
const chat = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
const day = 24 * 60 * 60 * 1000;

export const watchQuery = z.object({ chat, look: z.enum(looks).optional() });

export const sayBody = z.object({
  chat,
  /** Language of the person's app. */
  language: z.string().max(35).optional(),
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('start'), payload: z.string().max(64).optional() }),
    // Twice what the real apps let through, so that too long a text can be tried.
    z.object({ kind: z.literal('text'), text: z.string().min(1).max(8192) }),
    z.object({ kind: z.literal('tap'), bubble: z.string().max(64), choice: z.string().max(256) }),
    z.object({
      kind: z.literal('location'),
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    }),
    z.object({ kind: z.literal('edit'), text: z.string().min(1).max(8192) }),
    z.object({ kind: z.literal('unsupported'), type: z.enum(['sticker', 'contact', 'poll']) }),
  ]),
});
export type Say = z.infer<typeof sayBody>['content'];

export const mediaQuery = z.object({
  chat,
  kind: z.enum(mediaKinds),
  name: z.string().max(200).optional(),
  caption: z.string().max(1024).optional(),
  language: z.string().max(35).optional(),
});

export const phoneBody = z.object({
  chat,
  look: z.enum(looks).optional(),
  online: z.boolean().optional(),
  blocked: z.boolean().optional(),
  fault: z.enum(faults).nullable().optional(),
});

export const chatBody = z.object({ chat });
export const repeatBody = z.object({ chat, bubble: z.string().max(64).optional() });
export const clockBody = z.object({
  advance: z
    .number()
    .int()
    .positive()
    .max(400 * day),
});
export const fileQuery = z.object({ chat });
