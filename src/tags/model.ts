/** The trained model as a file: small weights, how sure they are, and from where on an area is suggested. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../root.js';
import { slots } from './features.js';

const areaModel = z.object({
  slope: z.number(),
  shift: z.number(),
  /** Suggested from this probability on. */
  threshold: z.number().min(0).max(1),
  /** One step of a stored weight. */
  step: z.number().positive(),
  /** `slots` signed bytes, base64. */
  weights: z.base64(),
});
const modelFile = z.object({
  /** Changes when anything that was learnt from, or how, changes. */
  version: z.string(),
  samples: z.number(),
  areas: z.record(z.string(), areaModel),
});

export type ModelFile = z.infer<typeof modelFile>;

export interface AreaModel {
  readonly area: string;
  readonly slope: number;
  readonly shift: number;
  readonly threshold: number;
  readonly weights: Float32Array;
}

const modelPath = join(projectRoot, 'src/tags/model.json');

export function encodeWeights(weights: Float32Array): { step: number; weights: string } {
  let largest = 1e-9;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const step = largest / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / step));
  return { step, weights: Buffer.from(bytes.buffer).toString('base64') };
}

export function decodeWeights({ step, weights }: { step: number; weights: string }): Float32Array {
  const buffer = Buffer.from(weights, 'base64');
  if (buffer.length !== slots) throw new Error('the tag model does not fit this version: train it again');
  const bytes = new Int8Array(buffer.buffer, buffer.byteOffset, buffer.length);
  const decoded = new Float32Array(slots);
  // A loop: `from` with a function takes twenty times as long, at every start.
  for (let slot = 0; slot < slots; slot += 1) decoded[slot] = (bytes[slot] ?? 0) * step;
  return decoded;
}

/** @throws when the file is missing or not a model of this version. */
export function readModel(path = modelPath): readonly AreaModel[] {
  const file = modelFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  return Object.entries(file.areas).map(([area, stored]) => ({
    area,
    slope: stored.slope,
    shift: stored.shift,
    threshold: stored.threshold,
    weights: decodeWeights(stored),
  }));
}
