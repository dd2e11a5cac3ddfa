/** What the queue can be narrowed to in this cycle, in words: for the fields of the form and for what is chosen. */
import type { Context } from 'hono';
import { everyArea } from '../../../inbox/turn.js';
import { outcomes } from '../../../proposals/proposal.js';
import { notAProposal } from '../../../proposals/triage.js';
import { listedStates } from '../../../store/queue/queue.js';
import { type CitizenKey, createSay, locales, pick } from '../../../text/texts.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';
import {
  allStates,
  nobody,
  noInstitution,
  type QueueQuery,
  type Stage,
  stagesOf,
  waitingKinds,
  wholeCountry,
} from './query.js';

/** Outcomes are named as their authors read them. */
const citizenSay = createSay<CitizenKey>('citizen');

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Fields of the form in their order; `q` stands by itself. */
export const fieldNames = [
  'tema',
  'region',
  'estado',
  'quien',
  'plazo',
  'con',
  'etapa',
  'idioma',
  'institucion',
  'resultado',
  'orden',
] as const;
export type FieldName = (typeof fieldNames)[number];
/** At hand; the others are a step away. */
export const firstFields = 5;

export interface QueueOptions {
  readonly areas: readonly Option[];
  readonly members: readonly Option[];
  readonly fields: Readonly<Record<FieldName, readonly Option[]>>;
  readonly stages: readonly Stage[];
  /** What a parameter of the address says, in words; null where it names nothing we know. */
  describe(name: keyof QueueQuery, value: string): string | null;
}

export async function readOptions(parts: ConsoleParts, c: Context<ConsoleEnv>): Promise<QueueOptions> {
  const { deps } = parts;
  const { store, places } = deps;
  const say = sayIn(parts);
  const cycle = c.get('cycle');
  const [staff, stages, institutions] = await Promise.all([
    store.staff.list(),
    stagesOf(store.calendar, cycle.id),
    store.actors.institutions(),
  ]);
  const areas = everyArea(cycle).map(({ id, label }) => ({ value: id, label: pick(label, consoleLocale) }));
  const members = staff
    .filter(({ disabledAt }) => disabledAt === null)
    .map(({ id, name }) => ({ value: id, label: name }));
  const fields: Record<FieldName, readonly Option[]> = {
    tema: [...areas, { value: notAProposal, label: say('queue.notAProposal') }],
    region: [
      ...places.departments().map(({ code, name }) => ({ value: code, label: name })),
      { value: wholeCountry, label: say('list.national') },
    ],
    estado: [
      ...listedStates.map((value) => ({ value, label: say(`state.${value}`) })),
      { value: allStates, label: say('queue.allStates') },
    ],
    quien: [
      { value: 'mias', label: say('queue.mine') },
      { value: nobody, label: say('queue.nobody') },
      ...members,
    ],
    plazo: (['vencidas', 'semana'] as const).map((value) => ({ value, label: say(`queue.plazo.${value}`) })),
    con: waitingKinds.map((value) => ({ value, label: say(`queue.con.${value}`) })),
    etapa: stages.map(({ id, name }) => ({ value: id, label: name })),
    idioma: locales.map((value) => ({ value, label: say(`language.${value}`) })),
    institucion: [
      ...institutions.map(({ id, name }) => ({ value: id, label: name })),
      { value: noInstitution, label: say('queue.noInstitution') },
    ],
    resultado: outcomes.map((value) => ({ value, label: citizenSay(consoleLocale, `outcome.${value}`) })),
    orden: [{ value: 'nuevas', label: say('queue.newest') }],
  };
  const isField = (name: string): name is FieldName => fieldNames.some((known) => known === name);
  return {
    areas,
    members,
    fields,
    stages,
    describe: (name, value) => {
      if (name === 'q') return `«${value}»`;
      if (name === 'idea') return say('queue.con.unida');
      if (!isField(name)) return null;
      return fields[name].find((option) => option.value === value)?.label ?? say('queue.unknown');
    },
  };
}
