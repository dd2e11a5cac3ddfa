/** Invites a person to open WhatsApp's window: one approved template for each closed window. */
import type { Log } from '../log.js';
import type { Outbox, OutboxRow, Templates } from '../store/store.js';
import type { Waiting } from '../store/waiting.js';
import type { ChannelName } from '../talk/message.js';
import { inviteLanguage, inviteTemplate, planInvite } from './window.js';

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
    if (row.purpose === 'nudge') return;
    const language = inviteLanguage(row.locale);
    const template = await parts.templates.find(inviteTemplate.name, language);
    const approved = template?.status.toUpperCase() === 'APPROVED' || parts.isApproved?.(row) === true;
    if (!approved) {
      parts.log.warn(
        { template: inviteTemplate.name, language },
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
    const languages = [...new Set(Object.values(inviteTemplate.languages))];
    const found = await Promise.all(languages.map((one) => parts.templates.find(inviteTemplate.name, one)));
    const approved = languages.filter((_, index) => found[index]?.status.toUpperCase() === 'APPROVED');
    if (approved.length === 0) return 0;
    let seen = 0;
    for (let after: string | null = ''; after !== null; ) {
      const part: Awaited<ReturnType<Waiting['next']>> = await parts.waiting.next(channel, after);
      for (const row of part.rows) {
        if (!approved.some((language) => language === inviteLanguage(row.locale))) continue;
        await parts.invite(row);
        seen += 1;
      }
      after = part.after;
    }
    return seen;
  };
}
