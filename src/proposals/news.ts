/** News about a proposal that are not its answer: told to its author where that costs nothing. Pure. */
import type { CycleView, Planned } from '../inbox/turn.js';
import { type ChannelName, channelNamed, type Outgoing } from '../talk/message.js';
import { type CitizenKey, pick, type Say } from '../text/texts.js';
import { notAProposal } from './triage.js';

/** A row of `proposal`, as far as it leads to its author. */
export interface Author {
  readonly id: string;
  readonly code: string;
  readonly locale: string;
  /** Null: nobody is behind it (erased, assisted, invented). */
  readonly addressId: string | null;
  readonly channel: string;
}

export type NewsTopic = 'tags' | 'joint' | 'reopened';

/** Written by `store/proposals/news.ts`, which lets a newer one of the same topic take the place of one that has not left. */
export interface News {
  readonly topic: NewsTopic;
  readonly proposalId: string;
  readonly addressId: string;
  readonly channel: ChannelName;
  readonly planned: Planned;
  /** Takes something back: of no use to who has not heard it. */
  readonly onlyAfterAnother?: true;
}

export interface ConfirmedAreas {
  readonly areas: CycleView['areas'];
  readonly chosen: readonly string[];
  readonly confirmed: readonly string[];
  /** They have not said "that is not its topic" before. */
  readonly mayObject: boolean;
}

/** Long enough for staff to notice a wrong key and take it back unheard. */
const secondThoughtsMs = 5 * 60_000;

/** @param say citizens' words, in the cycle's own wording. */
export function createNews(say: Say<CitizenKey>, newId: () => string) {
  const news = (
    author: Author,
    topic: NewsTopic,
    message: Outgoing,
    dueAt: number,
    more: Pick<News, 'onlyAfterAnother'> = {},
  ): News | null => {
    const { id, addressId, channel } = author;
    if (addressId === null) return null;
    return {
      topic,
      proposalId: id,
      addressId,
      channel: channelNamed(channel),
      planned: {
        key: `${topic}:${id}:${newId()}`,
        purpose: 'news',
        // Many may be merged at once: who is talking with us right now comes first.
        lane: 'bulk',
        message,
        dueAt,
        proposalId: id,
      },
      ...more,
    };
  };
  const words = (author: Author, key: CitizenKey, params: Readonly<Record<string, string | number>> = {}) =>
    ({ kind: 'text', text: say(author.locale, key, { code: author.code, ...params }) }) as const;

  return {
    /** The areas staff confirmed, told where they are not what the author chose. */
    tagNews: (author: Author, given: ConfirmedAreas, now: number): News | null => {
      const { areas, chosen, confirmed, mayObject } = given;
      if (confirmed.length === 0 || confirmed.includes(notAProposal)) return null;
      const named = areas
        .filter(({ id }) => confirmed.includes(id))
        .map(({ label }) => pick(label, author.locale));
      const { text } = words(author, 'news.tags', { areas: named.join(', ') });
      const isAsChosen =
        chosen.length === confirmed.length && chosen.every((area) => confirmed.includes(area));
      const button = { id: `objection:${author.id}`, label: say(author.locale, 'news.notItsTopic') };
      return news(
        author,
        'tags',
        mayObject && !isAsChosen ? { kind: 'choices', text, choices: [button] } : { kind: 'text', text },
        now + secondThoughtsMs,
        isAsChosen ? { onlyAfterAnother: true } : {},
      );
    },
    /** @param others how many more proposals are in the joint idea. */
    jointNews: (author: Author, others: number, now: number): News | null =>
      news(author, 'joint', words(author, 'news.joint', { count: others }), now + secondThoughtsMs),
    unjointNews: (author: Author, now: number): News | null =>
      news(author, 'joint', words(author, 'news.unjoint'), now + secondThoughtsMs, {
        onlyAfterAnother: true,
      }),
    reopenedNews: (author: Author, now: number): News | null =>
      news(author, 'reopened', words(author, 'news.reopened'), now),
  };
}
