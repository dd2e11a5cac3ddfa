/** How an answer will get to its author, said before it leaves. */
import type { SampleLook } from '../../../channels/sample.js';
import { inviteTemplateName } from '../../../outbox/invite.js';
import type { Reader } from '../../../store/answers/desk.js';
import { isWindowOpen, templateLanguage, templateLanguages } from '../../../talk/window.js';
import type { WebDeps } from '../../deps.js';

/**
 * now: at once. - template: WhatsApp's window is closed, an invitation goes first. - waits: closed, and no approved
 * template can invite. - unreachable: blocked or gone. - nobody: no chat is behind the proposal.
 */
export const ways = ['now', 'template', 'waits', 'unreachable', 'nobody'] as const;
export type Way = (typeof ways)[number];

/** Languages in which the invitation may be sent. */
export async function readInvitations({ store }: Pick<WebDeps, 'store'>): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    templateLanguages.map(async (language) => ({
      language,
      template: await store.templates.find(inviteTemplateName, language),
    })),
  );
  return new Set(
    found
      .filter(({ template }) => template?.status.toUpperCase() === 'APPROVED')
      .map(({ language }) => language),
  );
}

export function wayOf(
  { channel, locale, reach }: Pick<Reader, 'channel' | 'locale' | 'reach'>,
  invitations: ReadonlySet<string>,
  now: number,
): Way {
  if (reach === null) return 'nobody';
  if (!reach.reachable) return 'unreachable';
  if (channel !== 'whatsapp' || isWindowOpen(reach.lastInboundAt, now)) return 'now';
  return invitations.has(templateLanguage(locale)) ? 'template' : 'waits';
}

/** What their phone shows it like; null: no phone will show it. The simulated one looks like Telegram here. */
export const lookOf = ({ channel, reach }: Pick<Reader, 'channel' | 'reach'>): SampleLook | null => {
  if (reach === null) return null;
  return channel === 'whatsapp' ? 'whatsapp' : 'telegram';
};
