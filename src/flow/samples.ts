/** Typical and long values to try flows with, without a database. */
import type { Env, Facts } from '../inbox/turn.js';
import type { Places } from '../places/places.js';
import { formatDate } from '../text/dates.js';
import type { CitizenKey, Say } from '../text/texts.js';
import type { Samples } from './explore.js';

const at = Date.UTC(2026, 8, 30, 15);
const longest =
  'Que la municipalidad publique cada mes en qué gasta el dinero de las obras, con fotos y facturas. ';

const facts: Facts = {
  person: {
    id: 'P',
    locale: 'es',
    localeChosen: true,
    adultEnoughAt: at,
    place: '150132',
    areas: ['environment', 'inclusion'],
    notices: false,
    preferredChannel: null,
  },
  ownChannels: ['telegram', 'whatsapp'],
  ownProposals: [
    {
      id: 'A',
      code: 'AYNI-7K3Q',
      state: 'received',
      summary: longest.slice(0, 60),
      createdAt: at,
      promisedAt: at,
      areas: ['environment'],
      outcome: null,
      reason: null,
      commitment: null,
      own: true,
      personal: null,
      answerId: null,
      reply: null,
      asked: true,
      moved: false,
      hasObjected: false,
      joined: 2,
      reopened: false,
    },
  ],
  ownData: {
    proposals: Array.from({ length: 12 }, (_, index) => ({
      code: `AYNI-7K3${index}`,
      text: longest.repeat(8),
      createdAt: at,
      state: 'in-review' as const,
      place: '150132',
      areas: ['environment'],
      publish: 'without-name' as const,
    })),
    consents: (['answer-me', 'publish-without-name', 'publish-with-name', 'notices'] as const).map(
      (purpose) => ({
        purpose,
        given: true,
        wording: 'w',
        at,
        channel: 'whatsapp' as const,
      }),
    ),
    replies: Array.from({ length: 4 }, () => ({
      title: { es: longest.slice(0, 80) },
      reply: 'remind' as const,
      at,
    })),
    channels: ['telegram', 'whatsapp'],
    said: Array.from({ length: 4 }, () => ({ code: 'AYNI-7K3Q', text: longest.slice(0, 80), at })),
    follows: ['C-03', 'C-11'],
  },
  questions: [
    { proposalId: 'A', code: 'AYNI-7K3Q', text: longest.slice(0, 90).repeat(6), askedAt: at },
    { proposalId: 'B', code: 'AYNI-8M4R', text: longest, askedAt: at },
  ],
  areas: { proposalId: 'A', code: 'AYNI-7K3Q', confirmed: ['environment'], hasObjected: false },
  actor: {
    id: 'ORG',
    code: 'RED-AGUA',
    name: 'Red de Mujeres por el Agua Limpia de las Cuencas del Sur',
    bound: 'nobody',
    commitments: ['C1', 'C2'],
  },
  link: {
    owner: {
      personId: 'Q',
      locale: 'es',
      isOlder: true,
      chats: [{ addressId: 'B', channel: 'telegram' }],
    },
    wrong: 0,
  },
};

export interface SampleParts {
  readonly places: Places;
  readonly say: Say<CitizenKey>;
  readonly suggestAreas: Env['suggestAreas'];
  readonly cycle: Env['cycle'];
}

export function createSamples({ places, say, suggestAreas, cycle }: SampleParts): Samples {
  let ids = 0;
  const env: Env = {
    now: at,
    newId: () => {
      ids += 1;
      return `ID${String(ids).padStart(24, '0')}`;
    },
    newCode: () => 'AYNI-7K3Q',
    newLinkCode: () => ({ code: 'K7Q3MF', key: 'key-of-K7Q3MF' }),
    linkKey: (code) => `key-of-${code}`,
    suggestAreas,
    findPlace: places.find,
    nearestPlace: places.nearest,
    placeName: places.name,
    departments: places.departments,
    cycle,
    publicUrl: 'https://ayni.example',
    noticesPerWeek: 2,
  };
  return {
    answers: {
      idea: longest.repeat(30),
      files: [
        { kind: 'voice', ref: 'x' },
        { kind: 'image', ref: 'y' },
      ],
      partAt: at - 3_600_000,
      area: 'environment',
      place: '150132',
      zone: 'south',
      candidates: ['150139', '060811', '250102'],
      code: 'AYNI-7K3Q',
      proposal: 'A',
      sha256: 'ab'.repeat(32),
      promisedAt: at,
    },
    inputs: {
      text: { kind: 'text', text: 'Que se publique en qué se gasta la plata de las obras' },
      place: { kind: 'text', text: 'cuzco' },
      'ambiguous place': { kind: 'text', text: 'santa rosa' },
      location: { kind: 'location', latitude: -13.52, longitude: -71.97 },
      'voice, photo': { kind: 'media', media: { kind: 'voice', ref: 'r', mime: 'audio/ogg' }, caption: '' },
    },
    contextFor: (answers, effects) => {
      let person = facts.person;
      for (const effect of effects)
        if (effect.kind === 'person.set' && person) person = { ...person, ...effect.set };
      const locale = person?.locale ?? 'es';
      return {
        answers,
        facts,
        person,
        channel: 'whatsapp',
        locale,
        env,
        at,
        say,
        date: (when) => formatDate(locale, when, 'America/Lima'),
      };
    },
  };
}
