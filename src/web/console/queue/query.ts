/** The address of the queue: what it is narrowed to, its order, where the page begins. Whatever cannot be read is left out. */
import { z } from 'zod';
import { outcomes } from '../../../proposals/proposal.js';
import type { Calendar } from '../../../store/outreach.js';
import {
  type Cursor,
  listedStates,
  openStates,
  type ProposalFilter,
  type QueueOrder,
} from '../../../store/queue/queue.js';
import { optionalId } from '../../id-field.js';

export const queuePath = '/panel/propuestas';

/** What a proposal has waiting: `con`. */
export const waitingKinds = ['pregunta', 'borrador', 'objecion', 'desacuerdo', 'unida'] as const;
export type WaitingKind = (typeof waitingKinds)[number];
export const nobody = 'nadie';
export const noInstitution = 'ninguna';
export const wholeCountry = 'pais';
export const allStates = 'todas';

const optional = z.string().trim().min(1).max(100).optional().catch(undefined);
const oneOf = <const T extends readonly string[]>(values: T) => z.enum(values).optional().catch(undefined);

const query = z.object({
  q: optional,
  tema: optionalId,
  region: optionalId,
  idioma: optionalId,
  /** Nothing means those still owed an answer. */
  estado: oneOf([...listedStates, allStates]),
  /** Whose it is: a member's id, `mias` or `nadie`. */
  quien: optionalId,
  /** Calendar entry of a stage: received while it ran. */
  etapa: optionalId,
  institucion: optionalId,
  plazo: oneOf(['vencidas', 'semana']),
  con: oneOf(waitingKinds),
  /** A joint idea. */
  idea: optionalId,
  resultado: oneOf(outcomes),
  orden: oneOf(['nuevas']),
  /** Where the page begins: `instant:id` of the last proposal before it. */
  desde: z
    .string()
    .regex(/^\d{1,15}:[\w-]{1,40}$/)
    .optional()
    .catch(undefined),
});
export type QueueQuery = z.infer<typeof query>;

/** @param given parameters of an address, or its part behind the `?`. */
export const readQuery = (given: unknown): QueueQuery =>
  query.parse(
    typeof given === 'string' ? Object.fromEntries(new URLSearchParams(given.slice(0, 2000))) : given,
  );

export interface FilterContext {
  readonly cycleId: string;
  readonly memberId: string;
  readonly now: number;
  readonly stages: readonly Stage[];
}

/** A published stage of the cycle. */
export interface Stage {
  readonly id: string;
  readonly name: string;
  readonly from: number;
  readonly until: number | null;
}

export async function stagesOf(
  calendar: Pick<Calendar, 'entries'>,
  cycleId: string,
): Promise<readonly Stage[]> {
  const entries = await calendar.entries(cycleId);
  return entries
    .flatMap(({ id: entryId, kind, state, content }) =>
      kind === 'stage' && state === 'published' && content
        ? [{ id: entryId, name: content.title.es ?? '', from: content.startsAt, until: content.endsAt }]
        : [],
    )
    .toSorted((a, b) => a.from - b.from);
}

const weekMs = 7 * 86_400_000;
/** Nobody's id: a filter that names what is not there finds nothing, rather than everything. */
const none = '-';

function statesOf({ estado, resultado, con, idea }: QueueQuery): readonly string[] {
  if (estado === allStates) return listedStates;
  if (estado) return [estado];
  // They are asked of proposals that were answered.
  const isOfAnswered = con === 'desacuerdo' || con === 'unida' || con === 'objecion';
  return resultado || idea || isOfAnswered ? listedStates : openStates;
}

const waiting: Readonly<Record<WaitingKind, Partial<ProposalFilter>>> = {
  pregunta: { asked: true },
  borrador: { drafted: true },
  objecion: { objected: true },
  desacuerdo: { disagreed: true },
  unida: { joint: true },
};

export function filterOf(given: QueueQuery, context: FilterContext): ProposalFilter {
  const { tema, region, idioma, q, quien, etapa, institucion, plazo, con, idea, resultado } = given;
  const { cycleId, memberId, now, stages } = context;
  const stage = stages.find((one) => one.id === etapa);
  const owner = quien === 'mias' ? memberId : quien;
  return {
    cycleId,
    states: etapa && !stage ? [none] : statesOf(given),
    ...(tema ? { area: tema } : {}),
    ...(region ? { department: region === wholeCountry ? 'country' : region } : {}),
    ...(idioma ? { locale: idioma } : {}),
    ...(q ? { search: q } : {}),
    ...(owner ? { assigneeId: owner === nobody ? null : owner } : {}),
    ...(institucion ? { institutionId: institucion === noInstitution ? null : institucion } : {}),
    ...(stage ? { received: { from: stage.from, until: stage.until } } : {}),
    ...(plazo ? { promisedBefore: plazo === 'vencidas' ? now : now + weekMs } : {}),
    ...(con ? waiting[con] : {}),
    ...(idea ? { joint: idea } : {}),
    ...(resultado ? { outcome: resultado } : {}),
  };
}

export const orderOf = ({ orden }: QueueQuery): QueueOrder => (orden === 'nuevas' ? 'newest' : 'oldest');

export function cursorOf({ desde }: QueueQuery): Cursor | undefined {
  const [at, after] = desde?.split(':') ?? [];
  return at === undefined || after === undefined ? undefined : { at: Number(at), id: after };
}

/** The view itself, wherever its page begins: what is kept, counted and handed on. */
export function viewOf(given: QueueQuery): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value && name !== 'desde') parts.set(name, value);
  return parts.toString();
}

/** The same view with something changed, from its first page; an undefined value takes that part away. */
export function hrefOf(given: QueueQuery, change: Partial<QueueQuery> = {}): string {
  const { desde, ...rest } = { ...given, desde: undefined, ...change };
  const view = viewOf(rest);
  const search = [view, desde ? `desde=${encodeURIComponent(desde)}` : ''].filter(Boolean).join('&');
  return search === '' ? queuePath : `${queuePath}?${search}`;
}

export const pageFrom = (given: QueueQuery, place: Cursor | null): string =>
  hrefOf(given, place ? { desde: `${place.at}:${place.id}` } : {});
