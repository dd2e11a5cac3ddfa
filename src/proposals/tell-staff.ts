/** Tells members of staff in their own chat what they should look at: codes, counts and links, never words of citizens. */
import type { Planned } from '../inbox/turn.js';
import type { ChannelName } from '../talk/message.js';
import type { CitizenKey, Say } from '../text/texts.js';
import { noticeWords } from './notice-words.js';
import type { StaffNoticeKind } from './triage.js';

export interface StaffPhone {
  readonly addressId: string;
  readonly channel: ChannelName;
  readonly locale: string;
}

/** One not told yet, and where its member can be told; null: nowhere (no phone, switched off, seen already). */
export interface UntoldNotice {
  readonly id: string;
  readonly staffId: string;
  readonly kind: StaffNoticeKind;
  readonly href: string;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly at: number;
  readonly phone: StaffPhone | null;
}

export interface UntoldNotices {
  /** Oldest first. */
  untold(limit: number): Promise<readonly UntoldNotice[]>;
  /** Together with the message that tells them; null: nobody is to be told. */
  settle(
    ids: readonly string[],
    message: { readonly planned: Planned; readonly phone: StaffPhone } | null,
    now: number,
  ): Promise<void>;
}

export interface TellStaffParts {
  readonly notices: UntoldNotices;
  readonly say: Say<CitizenKey>;
  /** End of the quiet hours; null by day. Staff sleep too. */
  readonly quietUntil: (at: number) => Promise<number | null>;
  readonly publicUrl: () => string;
  readonly now: () => number;
}

/** What happens within a minute is told in one message. */
export const gatherMs = 60_000;
/** Lines of one message; the rest is a number and a link. */
const mostLines = 8;
const batch = 500;

/** Most urgent first. */
const digestCounts = ['overdue', 'dueSoon', 'mine', 'toSign', 'disagreed', 'unassigned'] as const;

/** Page on which all of it stands. */
const allHref = '/panel/pendientes';

export function createTellStaff({ notices, say, quietUntil, publicUrl, now }: TellStaffParts) {
  const line = ({ kind, detail, href }: UntoldNotice, locale: string): string =>
    say(locale, `staff.${noticeWords(kind, detail)}`, { ...detail, link: `${publicUrl()}${href}` });
  /** What waits, a line each; nothing of what does not. */
  const digest = ({ detail, href }: UntoldNotice, locale: string): string => {
    const waiting = digestCounts.flatMap((name) => {
      const count = Number(detail[name] ?? 0);
      return count > 0 ? [say(locale, `staff.digest.${name}`, { count })] : [];
    });
    return [
      say(locale, 'staff.digest'),
      ...waiting.map((words) => `• ${words}`),
      `${publicUrl()}${href}`,
    ].join('\n');
  };
  const newsOf = (mine: readonly UntoldNotice[], locale: string): string => {
    const lines = mine.slice(0, mostLines).map((one) => line(one, locale));
    const more =
      mine.length > mostLines ? [say(locale, 'staff.more', { link: `${publicUrl()}${allHref}` })] : [];
    return [say(locale, 'staff.title', { count: mine.length }), ...lines, ...more].join('\n');
  };
  /** The morning's greeting first, then what came in the night. */
  const textOf = (mine: readonly UntoldNotice[], locale: string): string => {
    const news = mine.filter(({ kind }) => kind !== 'digest');
    const greetings = mine.filter(({ kind }) => kind === 'digest').slice(-1);
    return [
      ...greetings.map((one) => digest(one, locale)),
      ...(news.length > 0 ? [newsOf(news, locale)] : []),
    ].join('\n\n');
  };

  /** @returns how many members were told. */
  return async (): Promise<number> => {
    const at = now();
    const waiting = await notices.untold(batch);
    const nowhere = waiting.filter(({ phone }) => phone === null);
    if (nowhere.length > 0)
      await notices.settle(
        nowhere.map(({ id }) => id),
        null,
        at,
      );
    if ((await quietUntil(at)) !== null) return 0;
    const byMember = new Map<string, UntoldNotice[]>();
    for (const one of waiting)
      if (one.phone) byMember.set(one.staffId, [...(byMember.get(one.staffId) ?? []), one]);
    let told = 0;
    for (const mine of byMember.values()) {
      const [first] = mine;
      if (!first?.phone || at - first.at < gatherMs) continue;
      const text = textOf(mine, first.phone.locale);
      const planned = {
        key: `staff:${first.id}`,
        purpose: 'staff',
        lane: 'reply',
        message: { kind: 'text', text },
        dueAt: at,
      } as const;
      await notices.settle(
        mine.map(({ id }) => id),
        { planned, phone: first.phone },
        at,
      );
      told += 1;
    }
    return told;
  };
}
