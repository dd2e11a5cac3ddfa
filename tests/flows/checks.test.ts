/** What can be known of every flow before anyone talks to it, for every locale and channel. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.js';
import { flowSamples, writeDiagrams } from '../../src/cli/diagram.js';
import { tapId } from '../../src/flow/advance.js';
import { messageIssues, placeholdersOf, shapeIssues } from '../../src/flow/check.js';
import { explore } from '../../src/flow/explore.js';
import { fingerprint } from '../../src/flow/fingerprint.js';
import { projectRoot } from '../../src/root.js';
import { telegramLimits, whatsappLimits } from '../../src/talk/limits.js';
import { locales, readTexts } from '../../src/text/texts.js';
import fingerprints from './fingerprints.json' with { type: 'json' };

const samples = flowSamples();
const texts = readTexts('citizen');
const channels = { telegram: telegramLimits, whatsapp: whatsappLimits };

describe.each(flows.map((flow) => [flow.id, flow] as const))('%s', (_id, flow) => {
  it('leads everywhere and ends', () => {
    expect(shapeIssues(flow, samples)).toEqual([]);
  });

  it.each([...locales])('fits every channel in %s, also with long values', (locale) => {
    expect(messageIssues(flow, locale, samples, channels)).toEqual([]);
  });

  it('raised its version with its last change of shape', () => {
    const known: Readonly<Record<string, string>> = fingerprints;
    expect({ [`${flow.id}@${flow.version}`]: fingerprint(flow, samples) }).toEqual({
      [`${flow.id}@${flow.version}`]: known[`${flow.id}@${flow.version}`],
    });
  });

  it('can be put aside by a sweep', () => {
    expect(flow.expire.afterMs).toBeGreaterThan(0);
  });
});

describe('the texts', () => {
  const spanish = texts.es ?? {};

  it.each(['en', 'qu', 'ay'])('%s has no key that Spanish lacks, and the same placeholders', (locale) => {
    const issues = Object.entries(texts[locale] ?? {}).flatMap(([key, words]) => {
      const original = spanish[key];
      if (original === undefined) return [`${key}: unknown`];
      return placeholdersOf(words) === placeholdersOf(original) ? [] : [`${key}: other placeholders`];
    });
    expect(issues).toEqual([]);
  });

  it('English is complete but for the names of languages, which are their own', () => {
    const missing = Object.keys(spanish).filter(
      (key) => !(key in (texts.en ?? {})) && !key.startsWith('language.'),
    );
    expect(missing).toEqual([]);
  });

  it('uses the plain apostrophe only', () => {
    const odd = Object.entries(texts).flatMap(([locale, words]) =>
      Object.entries(words)
        .filter(([, text]) => /[´’`]/.test(text))
        .map(([key]) => `${locale} ${key}`),
    );
    expect(odd).toEqual([]);
  });
});

describe('the diagrams', () => {
  it('are those of the flows', async () => {
    const committed = readFileSync(join(projectRoot, 'docs/flows.md'), 'utf8');
    expect(await writeDiagrams('/dev/null')).toBe(committed);
  });

  it('show a way from the first word to the receipt', () => {
    const proposal = flows.find((flow) => flow.id === 'proposal');
    expect(proposal && explore(proposal, samples).edges.map((edge) => edge.to)).toContain('receipt');
  });
});

it('taps stay under 64 bytes for every step and the longest value', () => {
  for (const flow of flows)
    for (const step of Object.keys(flow.steps))
      expect(Buffer.byteLength(tapId(flow, step, 'access_to_information'))).toBeLessThanOrEqual(64);
});
