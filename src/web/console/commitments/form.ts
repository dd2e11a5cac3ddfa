/** The forms of a commitment and of an update of its progress: as typed, and as they can be kept. Pure. */
import { z } from 'zod';
import type { Localized } from '../../../calendar/entry.js';
import {
  type CommitmentProblem,
  checkContent,
  checkProgress,
  type ProgressProblem,
} from '../../../commitments/check.js';
import {
  type CommitmentContent,
  type Progress,
  type ProgressStatus,
  progressStatuses,
} from '../../../commitments/commitment.js';
import { readCode } from '../../../inbox/reserved.js';
import { locales } from '../../../text/texts.js';
import { idField } from '../../id-field.js';

/** Longer than anything that will pass: what is beyond is not even shown again. */
const most = 8_000;
const clean = (text: string): string =>
  text.slice(0, most).replaceAll('\0', '').replaceAll('\r\n', '\n').trim();
const block = z.string().catch('').transform(clean);
const line = block.transform((text) => text.replace(/\s*\n\s*/g, ' '));
export const several = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);
export const revisionOf = z.coerce.number().int().min(0).catch(0);

const localized = (given: unknown, name: string, text: z.ZodType<string>): Localized => {
  const fields = z.object(Object.fromEntries(locales.map((locale) => [`${name}-${locale}`, text])));
  const read: Readonly<Record<string, string>> = fields.parse(given);
  return Object.fromEntries(
    locales.map((locale) => [locale, read[`${name}-${locale}`] ?? '']).filter(([, words]) => words !== ''),
  );
};

/** A form's fields; those given several times as lists. */
const record = z.record(z.string(), z.unknown()).catch({});

export interface CommitmentForm extends CommitmentContent {
  readonly areas: readonly string[];
  /** Empty: none yet. */
  readonly institutionId: string;
  /** As typed, and read into codes. */
  readonly codes: readonly string[];
  /** The id a new one will have, so that a second press finds it; null in a forged form. */
  readonly id: string | null;
  readonly revision: number;
}

const facts = z.object({ area: several, institution: line, codes: line, id: idField.nullable().catch(null) });

export const emptyForm = (given: Partial<CommitmentForm>): CommitmentForm => ({
  title: {},
  text: {},
  areas: [],
  institutionId: '',
  codes: [],
  id: null,
  revision: 0,
  ...given,
});

/** "AYNI-7K3Q, ayni 8p2r" → codes, each once. */
export function readCodes(typed: string): readonly string[] {
  const found = typed.split(/[,;\n]+|\s+(?=ayni)/i).map((one) => readCode(one.trim()));
  return [...new Set(found.filter((one) => one !== undefined))].slice(0, 500);
}

export function readCommitment(given: unknown): CommitmentForm {
  const fields = record.parse(given);
  const { area, institution, codes, id } = facts.parse(fields);
  return {
    title: localized(fields, 'title', line),
    text: localized(fields, 'text', block),
    areas: area,
    institutionId: institution,
    codes: readCodes(codes),
    id,
    revision: revisionOf.parse(fields.revision),
  };
}

export interface Told<Code extends string> {
  readonly code: Code;
  /** Id of the field. */
  readonly field: string;
}

const commitmentField: Readonly<Record<CommitmentProblem, string>> = {
  'title-short': 'title-es',
  'title-long': 'title-es',
  'text-short': 'text-es',
  'text-long': 'text-es',
};
export const checkCommitment = (form: CommitmentContent): readonly Told<CommitmentProblem>[] =>
  checkContent(form).map((code) => ({ code, field: commitmentField[code] }));

export interface ProgressForm extends Pick<Progress, 'text' | 'link'> {
  readonly id: string | null;
  readonly status: ProgressStatus | null;
  readonly step: 'preview' | 'send';
}

const progressFields = z.object({
  id: idField.nullable().catch(null),
  status: z.enum(progressStatuses).nullable().catch(null),
  link: line,
  step: z.enum(['preview', 'send']).catch('preview'),
});

/** "www.gob.pe/obras" is an address to everybody but a browser's program. */
const addressOf = (typed: string): string | null =>
  typed === '' ? null : /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(typed) ? `https://${typed}` : typed;

export function readProgress(given: unknown): ProgressForm {
  const fields = record.parse(given);
  const { link, ...read } = progressFields.parse(fields);
  return { ...read, link: addressOf(link), text: localized(fields, 'text', block) };
}

export type ProgressFormProblem = ProgressProblem | 'status' | 'message-long';
const progressField: Readonly<Record<ProgressFormProblem, string>> = {
  status: 'status',
  'progress-short': 'text-es',
  'progress-long': 'text-es',
  'link-wrong': 'link',
  'link-long': 'link',
  'message-long': 'text-es',
};
/** @param fits whether the message about it fits every channel. */
export function checkProgressForm(
  form: ProgressForm,
  fits: (form: ProgressForm & { readonly status: ProgressStatus }) => boolean,
): readonly Told<ProgressFormProblem>[] {
  const codes: ProgressFormProblem[] = [...checkProgress(form)];
  if (form.status === null) codes.unshift('status');
  else if (codes.length === 0 && !fits({ ...form, status: form.status })) codes.push('message-long');
  return codes.map((code) => ({ code, field: progressField[code] }));
}

export const noteOf = (given: unknown): string => line.parse(record.parse(given).note);
