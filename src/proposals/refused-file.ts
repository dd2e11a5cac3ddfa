/** Tells an author that a file of theirs could not be kept: they would wait for an answer to it in vain. */
import type { Outbox, RefusedFile } from '../store/store.js';
import type { CitizenKey, Say } from '../text/texts.js';

export interface TellRefusedParts {
  readonly outbox: Pick<Outbox, 'plan'>;
  readonly say: Say<CitizenKey>;
  readonly newId: () => string;
  readonly now: () => number;
}

const keyOf = ({ why, isAll, isReply }: RefusedFile): CitizenKey => {
  if (isReply) return 'file.refused.reply';
  if (isAll) return 'file.refused.media';
  return why === 'too-big' || why === 'wrong-type' ? `file.refused.${why}` : 'file.refused.expired';
};

export function createTellRefused({ outbox, say, newId, now }: TellRefusedParts) {
  return async (refused: RefusedFile): Promise<void> => {
    const { id, addressId, channel, locale, code, proposalId } = refused;
    const text = say(locale, keyOf(refused), { code });
    await outbox.plan(
      [
        {
          id: newId(),
          addressId,
          channel,
          planned: {
            key: `file:${id}`,
            purpose: 'reply',
            lane: 'reply',
            message: { kind: 'text', text },
            dueAt: now(),
            proposalId,
          },
        },
      ],
      now(),
    );
  };
}
