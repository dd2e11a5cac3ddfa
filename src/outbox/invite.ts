/** Invites a person to open WhatsApp's window: one approved template for each closed window. */

import { type Planned, quietPurposes } from '../inbox/turn.js';
import type { Log } from '../log.js';
import type { Waiting } from '../store/outbox/waiting.js';
import type { Outbox, OutboxRow, Templates } from '../store/store.js';
import type { ChannelName } from '../talk/message.js';
import { templateLanguage, templateLanguages } from '../talk/window.js';

/** As kept at Meta. */
export const inviteTemplateName = 'proposal_news';
/** Payload of the template's button; the tap opens the window and everything waiting leaves. */
const inviteTap = 'go:news';

/** One invitation for each closed window: the key holds the message that opened the last one. */
const planInvite = (row: OutboxRow, code: string, now: number): Planned => ({
  key: `invite:${row.addressId}:${row.lastInboundAt}`,
  purpose: 'window-invite',
  lane: 'reply',
  message: {
    kind: 'template',
    name: inviteTemplateName,
    language: templateLanguage(row.locale),
    parameters: [code],
    payloads: [inviteTap],
  },
  dueAt: now,
  ...(row.proposalId === null ? {} : { proposalId: row.proposalId }),
});

export interface InviteParts {
  readonly outbox: Pick<Outbox, 'plan'>;
  readonly templates: Pick<Templates, 'find'>;
  /** The public code of a proposal; null when there is none. */
  readonly codeOf: (proposalId: string) => Promise<string | null>;
  /** The simulator has its templates built in. */
  readonly isApproved?: (row: OutboxRow) => boolean;
  readonly newId: () => string;
  readonly now: () => number;
  readonly log: Log;
}

/** Without an approved template the row waits for the person to write; staff see it waiting. */
export function createInvite(parts: InviteParts): (row: OutboxRow) => Promise<void> {
  return async (row) => {
    // "Shall we go on?" is not worth a paid template.
    if (row.purpose === 'nudge' || quietPurposes.includes(row.purpose)) return;
    const language = templateLanguage(row.locale);
    const template = await parts.templates.find(inviteTemplateName, language);
    const approved = template?.status.toUpperCase() === 'APPROVED' || parts.isApproved?.(row) === true;
    if (!approved) {
      parts.log.warn(
        { template: inviteTemplateName, language },
        'a message waits for its window and no approved template can invite',
      );
      return;
    }
    const code = row.proposalId === null ? null : await parts.codeOf(row.proposalId);
    const planned = planInvite(row, code ?? 'Ayni', parts.now());
    await parts.outbox.plan(
      [{ id: parts.newId(), addressId: row.addressId, channel: row.channel, planned }],
      parts.now(),
    );
  };
}

export interface InviteWaitingParts {
  readonly waiting: Waiting;
  readonly templates: Pick<Templates, 'find'>;
  readonly invite: (row: OutboxRow) => Promise<void>;
}

/**
 * Invites those whose messages waited before there was an approved template. An invitation is one for each closed
 * window, so that running it again says nothing twice. @returns how many were looked at.
 */
export function createInviteWaiting(parts: InviteWaitingParts): (channel: ChannelName) => Promise<number> {
  return async (channel) => {
    const found = await Promise.all(
      templateLanguages.map((one) => parts.templates.find(inviteTemplateName, one)),
    );
    const approved = templateLanguages.filter(
      (_, index) => found[index]?.status.toUpperCase() === 'APPROVED',
    );
    if (approved.length === 0) return 0;
    let seen = 0;
    for (let after: string | null = ''; after !== null; ) {
      const part: Awaited<ReturnType<Waiting['next']>> = await parts.waiting.next(channel, after);
      for (const row of part.rows) {
        if (!approved.some((language) => language === templateLanguage(row.locale))) continue;
        await parts.invite(row);
        seen += 1;
      }
      after = part.after;
    }
    return seen;
  };
}
