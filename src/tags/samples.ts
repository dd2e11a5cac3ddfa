/** The labelled texts the tagger learns from; see src/tags/texts/SOURCES.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../root.js';

export const areas = ['anticorruption', 'inclusion', 'access_to_information', 'environment'] as const;
export type AreaId = (typeof areas)[number];

export interface Labelled {
  readonly id: string;
  readonly text: string;
  readonly areas: readonly AreaId[];
  /** Where it comes from: `ampay`, `plan`, `dm24`, `written`, `phone` or `correction`. */
  readonly set: string;
}

const line = z.object({ id: z.string(), text: z.string(), areas: z.array(z.enum(areas)) });
const letters: Readonly<Record<string, AreaId>> = {
  a: 'anticorruption',
  i: 'inclusion',
  t: 'access_to_information',
  e: 'environment',
};

const dataFolder = join(projectRoot, 'src/tags/texts');

/** @param set name of the set; absent, it is the part of each id before the colon. */
export function readJsonLines(path: string, set?: string): Labelled[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => line.parse(JSON.parse(row)))
    .map((row) => ({ ...row, set: set ?? row.id.split(':')[0] ?? '' }));
}

function readPhone(file: string): Labelled[] {
  return readFileSync(join(dataFolder, file), 'utf8')
    .split('\n')
    .flatMap((row, index) => {
      const [, tags, text] = /^([aite]+|-) \| (.+)$/.exec(row) ?? [];
      if (tags === undefined || text === undefined) return [];
      const labelled = tags === '-' ? [] : [...tags].flatMap((letter) => letters[letter] ?? []);
      return [{ id: `${file}:${index + 1}`, text, areas: labelled, set: 'phone' }];
    });
}

export function readSamples(): Labelled[] {
  const phone = readdirSync(dataFolder)
    .filter((file) => /^phone-\d+\.txt$/.test(file))
    .sort();
  return [...readJsonLines(join(dataFolder, 'public.jsonl')), ...phone.flatMap(readPhone)];
}
