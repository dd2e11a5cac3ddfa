/** The filters of the map of actors, as they stand in the address. */
import { z } from 'zod';
import { actorKinds, actorSectors, actorStates } from '../../../commitments/commitment.js';
import type { ActorFilter } from '../../../store/actors/actors.js';

const query = z.object({
  tipo: z.enum(actorKinds).optional().catch(undefined),
  sector: z.enum(actorSectors).optional().catch(undefined),
  tema: z.string().min(1).max(60).optional().catch(undefined),
  region: z
    .string()
    .regex(/^\d{2}$/)
    .optional()
    .catch(undefined),
  estado: z.enum(actorStates).optional().catch(undefined),
});

export type ActorQuery = ActorFilter;

export function readQuery(given: unknown): ActorQuery {
  const { tipo, sector, tema, region, estado } = query.parse(given);
  return {
    ...(tipo ? { kind: tipo } : {}),
    ...(sector ? { sector } : {}),
    ...(tema ? { area: tema } : {}),
    ...(region ? { region } : {}),
    ...(estado ? { state: estado } : {}),
  };
}

export const queryOf = ({ kind, sector, area, region, state }: ActorQuery): string =>
  new URLSearchParams({
    ...(kind ? { tipo: kind } : {}),
    ...(sector ? { sector } : {}),
    ...(area ? { tema: area } : {}),
    ...(region ? { region } : {}),
    ...(state ? { estado: state } : {}),
  }).toString();
