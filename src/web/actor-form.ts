/** The form of an actor, on the console and where an organisation puts itself on the map: as typed, and as kept. Pure. */
import { z } from 'zod';
import { type ActorKind, type ActorSector, actorKinds, actorSectors } from '../commitments/commitment.js';
import type { Places } from '../places/places.js';
import type { ActorFields } from '../store/actors/actors.js';
import { type PlaceRead, type PlaceTyped, placeTyped, readPlace } from './console/place-field.js';

export const actorLimits = {
  name: { min: 3, max: 100 },
  about: { max: 500 },
  contact: { max: 120 },
} as const;

export interface ActorForm extends PlaceTyped {
  readonly name: string;
  readonly about: string;
  readonly kind: ActorKind;
  readonly sector: ActorSector;
  readonly areas: readonly string[];
  readonly contactName: string;
  readonly contact: string;
  /** They allow that the contact is kept. */
  readonly consent: boolean;
}

export const emptyActor: ActorForm = {
  name: '',
  about: '',
  kind: 'organisation',
  sector: 'civil-society',
  areas: [],
  department: '',
  within: '',
  contactName: '',
  contact: '',
  consent: false,
};

const several = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);
const text = (max: number) =>
  z
    .string()
    .catch('')
    .transform((given) => given.slice(0, max).replaceAll('\0', '').replaceAll('\r\n', '\n').trim());
// Controls have no place in a name.
const line = text(400).transform((given) => given.replace(/\p{Cc}+/gu, ' '));
const fields = z.object({
  name: line,
  about: text(2_000),
  kind: z.enum(actorKinds).catch('organisation'),
  sector: z.enum(actorSectors).catch('other'),
  area: several,
  department: line,
  within: line,
  contactName: line,
  contact: line,
  consent: z.string().optional().catch(undefined),
});

export function readActorForm(given: unknown): ActorForm {
  const { area, consent, ...read } = fields.parse(given);
  return { ...read, areas: area, consent: consent === 'si' };
}

export const actorFormOf = (of: ActorFields, places: Places): ActorForm => ({
  ...emptyActor,
  ...placeTyped(of.place, places),
  name: of.name,
  about: of.about,
  kind: of.kind,
  sector: of.sector,
  areas: of.areas,
});

export type ActorProblem =
  | 'name-short'
  | 'name-long'
  | 'about-long'
  | 'contact-long'
  | 'contact-consent'
  | 'contact-missing';

export interface ActorChecked {
  readonly problems: readonly ActorProblem[];
  readonly place: PlaceRead;
}
export const uncheckedActor: ActorChecked = { problems: [], place: { place: null } };

/** Without consent no contact is kept: it is asked for, or the contact is left out. */
export function checkActor(form: ActorForm, places: Places): ActorChecked {
  const problems: ActorProblem[] = [];
  const { name, about, contact, contactName, consent } = form;
  if ([...name].length < actorLimits.name.min) problems.push('name-short');
  if ([...name].length > actorLimits.name.max) problems.push('name-long');
  if ([...about].length > actorLimits.about.max) problems.push('about-long');
  if (Math.max([...contact].length, [...contactName].length) > actorLimits.contact.max)
    problems.push('contact-long');
  if ((contact !== '' || contactName !== '') && !consent) problems.push('contact-consent');
  if (consent && contact === '') problems.push('contact-missing');
  return { problems, place: readPlace(form, places) };
}

export const fieldOfActor: Readonly<Record<ActorProblem, string>> = {
  'name-short': 'name',
  'name-long': 'name',
  'about-long': 'about',
  'contact-long': 'contact',
  'contact-consent': 'consent',
  'contact-missing': 'contact',
};

/** @param known areas of the cycle: others were forged. */
export const fieldsOf = (
  form: ActorForm,
  place: string | null,
  known: readonly { readonly id: string }[],
): ActorFields => ({
  name: form.name,
  about: form.about,
  kind: form.kind,
  sector: form.sector,
  areas: known.map(({ id }) => id).filter((id) => form.areas.includes(id)),
  place,
});

const sealed = z.object({ name: z.string(), contact: z.string() });
export type Contact = z.infer<typeof sealed>;
/** What is sealed. */
export const contactText = ({ contactName, contact }: Pick<ActorForm, 'contactName' | 'contact'>): string =>
  JSON.stringify({ name: contactName, contact } satisfies Contact);
export const readContact = (opened: string): Contact => sealed.parse(JSON.parse(opened));
