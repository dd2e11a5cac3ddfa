/** The form of a new partner: what was typed, and what of it cannot be kept. Pure. */
import { z } from 'zod';
import { isPartnerCode } from '../../../people/partner-code.js';
import type { Places } from '../../../places/places.js';
import { fold } from '../../../text/fold.js';
import { type PlaceRead, type PlaceTyped, readPlace } from '../place-field.js';

export interface PartnerForm extends PlaceTyped {
  readonly name: string;
  /** Empty: made from the name. */
  readonly code: string;
}

export const nameLength = { min: 3, max: 80 } as const;
export const emptyPartner: PartnerForm = { name: '', code: '', department: '', within: '' };

const line = z
  .string()
  .catch('')
  // Controls and NUL have no place in a name.
  .transform((text) => text.replace(/\p{Cc}+/gu, ' ').trim());
const fields = z.object({ name: line, code: line, department: line, within: line });

export const readPartnerForm = (given: unknown): PartnerForm => {
  const { name, code, department, within } = fields.parse(given);
  return { name: name.slice(0, 200), code: code.slice(0, 80), department, within: within.slice(0, 80) };
};

export type PartnerProblem = 'name-short' | 'name-long' | 'code' | 'code-taken';

export interface PartnerChecked {
  readonly problems: readonly PartnerProblem[];
  readonly place: PlaceRead;
  /** In capitals; empty where it is to be made from the name. */
  readonly code: string;
}

export function checkPartner(form: PartnerForm, places: Places): PartnerChecked {
  const code = fold(form.code).replace(/ /g, '-').toUpperCase();
  const problems: PartnerProblem[] = [];
  if (form.name.length < nameLength.min) problems.push('name-short');
  if (form.name.length > nameLength.max) problems.push('name-long');
  if (code !== '' && !isPartnerCode(code)) problems.push('code');
  return { problems, place: readPlace(form, places), code };
}
