/** Who takes a step in a broadcast's life, and whose words it holds: what the rules of approval ask. */
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import type { LifeContext } from '../../../broadcasts/life.js';
import { oneOf } from '../../../one-of.js';
import { type Sector, sectors } from '../../../people/permissions.js';
import type { ConsoleParts, SignedIn } from '../context.js';
import type { Matter } from './matter.js';

const sectorOf = (name: string | undefined): Sector | null => oneOf(sectors, name, null);

export function createLifeContext({ deps }: ConsoleParts) {
  const { broadcastReport, staff } = deps.store;
  return async (
    member: SignedIn,
    broadcast: Pick<Broadcast, 'id' | 'draftedBy'>,
    { hash }: Pick<Matter, 'hash'>,
  ): Promise<LifeContext> => {
    const members = await staff.list();
    return {
      by: { id: member.id, sector: sectorOf(member.sector) ?? 'government' },
      drafterSector: sectorOf(members.find(({ id }) => id === broadcast.draftedBy)?.sector),
      authors: await broadcastReport.authors(broadcast.id),
      hash,
    };
  };
}
