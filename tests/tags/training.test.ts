/** Training: honest numbers on unseen texts, the same model every time, and a file that says when it does not fit. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { calibrate, probability } from '../../src/tags/learn.js';
import { decodeWeights, encodeWeights, readModel } from '../../src/tags/model.js';
import { f1 } from '../../src/tags/report.js';
import { areas, readJsonLines, readSamples } from '../../src/tags/samples.js';
import { type Evaluation, evaluate, train } from '../../src/tags/train.js';

const samples = readSamples();

describe('on unseen texts', () => {
  let evaluation: Evaluation;
  beforeAll(() => {
    evaluation = evaluate(samples);
  });
  const quality = (set: string) => {
    const found = evaluation.crossValidation.find(([name]) => name === set)?.[1];
    if (!found) throw new Error(`no set ${set}`);
    return found;
  };

  it.each([
    ['all public', 0.87, 0.86, 0.9],
    ['all', 0.89, 0.88, 0.88],
  ])('%s: micro F1 %d, none F1 %d, one right %d', (set, micro, none, oneRight) => {
    expect(f1(quality(set).micro)).toBeGreaterThan(micro);
    expect(f1(quality(set).none)).toBeGreaterThan(none);
    expect(quality(set).oneRight).toBeGreaterThan(oneRight);
  });

  it('the texts held out keep the aims', () => {
    expect(evaluation.heldOut.texts).toBeGreaterThan(50);
    expect(f1(evaluation.heldOut.micro)).toBeGreaterThan(0.82);
    expect(f1(evaluation.heldOut.none)).toBeGreaterThan(0.75);
    expect(evaluation.heldOut.oneRight).toBeGreaterThan(0.85);
  });

  it.each(areas)('%s is found and not overused', (area) => {
    expect(f1(quality('all').area[area])).toBeGreaterThan(0.82);
  });
});

describe('the model', () => {
  // Versions of Node may differ in the last bit of a logarithm: a stored step is allowed, no more.
  it('is what the texts give', () => {
    const stored = readModel();
    const fresh = train(samples);
    expect(stored.map(({ area }) => area)).toEqual(Object.keys(fresh.areas));
    for (const { area, weights, threshold } of stored) {
      const again = fresh.areas[area];
      if (!again) throw new Error(`no ${area}`);
      expect(threshold).toBe(again.threshold);
      const relearnt = decodeWeights(again);
      const farthest = weights.reduce(
        (most, one, at) => Math.max(most, Math.abs(one - (relearnt[at] ?? 0))),
        0,
      );
      expect(farthest).toBeLessThan(again.step * 1.5);
    }
  });

  it('refuses a file of another size', () => {
    const { step } = encodeWeights(new Float32Array(8));
    expect(() => decodeWeights({ step, weights: Buffer.alloc(8).toString('base64') })).toThrow(/train/);
  });

  it('refuses a file that is no model', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'ayni-model-')), 'model.json');
    writeFileSync(path, '{"areas":{"environment":{}}}');
    expect(() => readModel(path)).toThrow();
  });
});

describe('learning', () => {
  it('calibrates: what scores higher is likelier, and probabilities match frequencies', () => {
    const scores = Array.from({ length: 400 }, (_, index) => (index % 40) / 10 - 2);
    const labels = scores.map((score, index) => (index * 7919) % 100 < 100 / (1 + Math.exp(-2 * score)));
    const calibration = calibrate(scores, labels);
    expect(calibration.slope).toBeGreaterThan(1);
    expect(probability(-2, calibration)).toBeLessThan(0.15);
    expect(probability(1.9, calibration)).toBeGreaterThan(0.85);
  });

  it("reads staff's corrections", () => {
    const path = join(mkdtempSync(join(tmpdir(), 'ayni-corrections-')), 'corrections.jsonl');
    writeFileSync(path, '{"id":"1","text":"mas sombra","areas":["environment"]}\n');
    expect(readJsonLines(path, 'correction')).toEqual([
      { id: '1', text: 'mas sombra', areas: ['environment'], set: 'correction' },
    ]);
  });
});
