/** What a contributor reads of a commitment's progress, and what they may tap. Pure. */
import type { OutgoingChoices } from '../talk/message.js';
import { type CitizenKey, pick, type Say } from '../text/texts.js';
import type { Commitment, Progress } from './commitment.js';
import { shownContent } from './commitment.js';

/** Of one update to one person: who links two chats is told once, since the person stands in it. */
export const progressKey = (progressId: string, personId: string): string =>
  `progress:${progressId}:${personId}`;

/** Ids of the taps, read back by the inbox: `follow:COMMITMENT:yes|no`. */
const followTap = (commitmentId: string, wants: boolean): string =>
  `follow:${commitmentId}:${wants ? 'yes' : 'no'}`;

export interface ProgressMessage {
  readonly commitment: Pick<Commitment, 'id' | 'code' | 'content' | 'draft'>;
  readonly progress: Pick<Progress, 'status' | 'text' | 'link'>;
  readonly locale: string;
  /** Codes of the listener's proposals in it. */
  readonly codes: readonly string[];
  /** The first they hear of it. */
  readonly first: boolean;
  readonly publicUrl: string;
}

/** So many codes are named; of more, how many. */
const mostCodes = 3;

export function progressMessage(of: ProgressMessage, say: Say<CitizenKey>): OutgoingChoices {
  const { commitment, progress, locale, codes, first, publicUrl } = of;
  const { code, id } = commitment;
  const title = pick(shownContent(commitment)?.title ?? {}, locale);
  const named = codes.slice(0, mostCodes).join(', ') + (codes.length > mostCodes ? '…' : '');
  const opening =
    first && codes.length > 0
      ? say(locale, 'progress.first', { count: codes.length, codes: named, code, title })
      : say(locale, 'progress.again', { code, title });
  const lines = [
    opening,
    say(locale, 'progress.news', {
      status: say(locale, `progress.status.${progress.status}`),
      text: pick(progress.text, locale),
    }),
    ...(progress.link === null ? [] : [progress.link]),
    say(locale, 'progress.page', { url: `${publicUrl}/compromisos/${code}` }),
    say(locale, first ? 'progress.askFirst' : 'progress.askAgain'),
  ];
  return {
    kind: 'choices',
    text: lines.join('\n\n'),
    choices: [
      { id: followTap(id, true), label: say(locale, 'progress.follow') },
      { id: followTap(id, false), label: say(locale, 'progress.stop') },
    ],
  };
}

/** To the contact of an organisation: would they like to hear of a commitment of their areas? */
export function followInvite(
  commitment: Pick<Commitment, 'id' | 'code' | 'content' | 'draft'>,
  { name, locale, publicUrl }: { readonly name: string; readonly locale: string; readonly publicUrl: string },
  say: Say<CitizenKey>,
): OutgoingChoices {
  const title = pick(shownContent(commitment)?.title ?? {}, locale);
  const { code, id } = commitment;
  return {
    kind: 'choices',
    text: say(locale, 'progress.invite', { name, code, title, url: `${publicUrl}/compromisos/${code}` }),
    choices: [
      { id: followTap(id, true), label: say(locale, 'progress.follow') },
      { id: followTap(id, false), label: say(locale, 'progress.inviteNo') },
    ],
  };
}
