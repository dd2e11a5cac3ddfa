/** The pretend platform's answer to one message of ours: the rules of the look, then the fault that was asked for. */
import type { Failure, SendResult } from '../../talk/failure.js';
import type { Outgoing } from '../../talk/message.js';
import type { NoteName } from './bubble.js';
import { type Files, showFile } from './files.js';
import { rulesOf } from './look.js';
import type { Phone, Phones } from './phones.js';
import { type FindTemplate, present } from './present.js';
import type { StatusFeed } from './statuses.js';

export interface DeliverParts {
  readonly phones: Phones;
  readonly files: Files;
  readonly feed: StatusFeed;
  readonly findTemplate: FindTemplate;
  readonly now: () => number;
  readonly newId: () => string;
}

const throttleMs = 5_000;

/** Codes and kinds as the real platforms give them. */
const refusals = {
  blocked: { kind: 'blocked', code: '403', detail: 'the person blocked the bot' },
  window: { kind: 'window-closed', code: '131047', detail: 'more than 24 hours since the person wrote' },
  content: { kind: 'content', code: '400', detail: 'the platform refuses this message' },
  template: { kind: 'fix', code: '132001', detail: 'no such approved template' },
  throttle: {
    kind: 'wait',
    code: '429',
    detail: 'too many messages to this chat',
    retryAfterMs: throttleMs,
    throttled: 'address',
  },
  error: { kind: 'wait', code: '500', detail: 'the platform had an error' },
} as const satisfies Record<string, Failure>;

const failed = (failure: Failure): SendResult => ({ outcome: 'failed', failure });

export function deliver(parts: DeliverParts, phone: Phone, message: Outgoing, outboxId: string): SendResult {
  const { phones } = parts;
  const refuse = (note: NoteName, failure: Failure): SendResult => {
    phones.note(phone, note);
    return failed(failure);
  };

  const { look, blocked, fault } = phone.state;
  const rules = rulesOf[look];
  if (fault === 'throttle' || fault === 'error') {
    phones.change(phone, { fault: null });
    return refuse(`fault-${fault}`, refusals[fault]);
  }
  if (blocked && rules.tellsBlocked) return refuse('refused-blocked', refusals.blocked);
  // The real one refuses at once or some seconds later; at once keeps the demonstration short.
  if (message.kind !== 'template' && isWindowClosed(phone, rules.windowMs, parts.now())) {
    return refuse('refused-window', refusals.window);
  }
  const presented = present(message, look, {
    findTemplate: parts.findTemplate,
    keepFile: (base64, mime, name) =>
      showFile(parts.files.keep({ chat: phone.chat, mime, name, content: Buffer.from(base64, 'base64') })),
  });
  if (presented.kind === 'refused') {
    return refuse(`refused-${presented.why}`, { ...refusals[presented.why], detail: presented.detail });
  }

  const id = parts.newId();
  phone.sent.set(id, { outboxId, state: 'accepted' });
  // Nobody sees a message on a phone that blocked us, but the sender hears no difference on WhatsApp.
  if (!blocked) {
    phones.put(phone, {
      by: 'bot',
      id,
      at: parts.now(),
      body: presented.body,
      state: 'accepted',
      reports: rules.statuses,
    });
    parts.feed.accepted(phone, id);
  }
  if (fault === 'cut') {
    phones.change(phone, { fault: null });
    phones.note(phone, 'fault-cut');
    return { outcome: 'unknown', detail: 'the line broke after the message left' };
  }
  return { outcome: 'accepted', externalId: id };
}

function isWindowClosed({ state }: Phone, windowMs: number | null, now: number): boolean {
  // After a restart we do not know when the person wrote last; then we let it pass.
  return windowMs !== null && state.lastInboundAt !== null && now >= state.lastInboundAt + windowMs;
}
