/** Codes by chance, short enough to say or to carry in every row: no letters that look alike. */
import { randomInt } from 'node:crypto';

/** Without 0 O 1 I L U (look alike, or make words one would rather not read aloud). */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const proposalPrefix = 'AYNI-';

const draw = (length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/** The public code of a proposal: about 810,000; a collision is refused by the store and the turn decided again. */
export const newProposalCode = (): string => proposalPrefix + draw(4);

/** Printed on paper before a workshop: so long that chats do not give it to somebody meanwhile. */
export const newPaperCode = (): string => proposalPrefix + draw(6);

/** Links a second chat within minutes: 700 million, and a few wrong tries an hour. */
export const newLinkCode = (): string => draw(6);

/** Ends the link of an organisation: 24 million, each try a message to the bot. */
export const newActorCode = (): string => draw(5);

/** Shorter than other ids: each row of the outbox carries it. */
export const newBroadcastId = (): string => draw(10).toLowerCase();
