/** A member's own chat: linked by a code they copy from it. There they are told what is for them, and try broadcasts. */
import { readLinkCode } from '../../inbox/reserved.js';
import { linkKeyOf } from '../../people/link-key.js';
import { createBrake } from './brake.js';
import type { ConsoleParts } from './context.js';

/** Codes live a quarter of an hour; nobody guesses one of a thousand million in so many tries. */
const wrongCodes = { max: 5, windowMs: 10 * 60_000 };

/** "vincular K7Q-3MF", or the code alone, as people copy it. */
const codeOf = (typed: string): string | undefined =>
  readLinkCode(typed) ?? readLinkCode(`vincular ${typed.trim()}`);

export type LinkedChat = 'linked' | 'wrong' | 'slow';

export function createOwnChat({ deps }: Pick<ConsoleParts, 'deps'>) {
  const { testPhones, links } = deps.store;
  const brake = createBrake({ ...wrongCodes, now: deps.now });
  return {
    link: async (staffId: string, typed: string): Promise<LinkedChat> => {
      if (brake.isHeld(staffId)) return 'slow';
      const code = codeOf(typed);
      const personId = code === undefined ? null : await links.take(linkKeyOf(deps.vault, code), deps.now());
      if (personId === null) {
        brake.failed(staffId);
        return 'wrong';
      }
      brake.cleared(staffId);
      await testPhones.set(staffId, personId, deps.now());
      return 'linked';
    },
    unlink: (staffId: string): Promise<void> => testPhones.set(staffId, null, deps.now()),
  };
}
