/** The writer of settlements: whenever one comes, it is written, also in the moment in which the last write ends. */
import { expect, it } from 'vitest';
import { silentLog } from '../../src/log.js';
import { createWriter } from '../../src/outbox/writer.js';

const moments = 12;

it('writes what comes while the last write ends, at whatever moment', async () => {
  for (let wait = 0; wait < moments; wait += 1) {
    const written: string[] = [];
    const settlement = (id: string) => ({ id, to: 'accepted', externalKey: null, at: 0 }) as const;
    const writer = createWriter({
      outbox: {
        settle: async (settlements) => {
          written.push(...settlements.map(({ id }) => id));
        },
      },
      log: silentLog,
      channel: 'telegram',
    });
    writer.settle(settlement('first'));
    for (let turn = 0; turn < wait; turn += 1) await Promise.resolve();
    writer.settle(settlement('second'));
    // Looked at from outside: `empty` of a writer that forgot one would never give the word back.
    await expect
      .poll(() => written, { message: `${wait} turns after the first` })
      .toEqual(['first', 'second']);
    await writer.empty();
  }
});
