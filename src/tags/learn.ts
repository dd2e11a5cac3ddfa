/** Learns weights from labelled texts: a linear model an area, and how sure its scores are. Deterministic. */
import { type Features, slots } from './features.js';

export interface Sample {
  readonly features: Features;
  readonly positive: boolean;
  /** How much this sample counts. */
  readonly weight: number;
}

/** Passes over the samples; more changes nothing in the third decimal. */
const passes = 40;

/** Numbers from a seed, so that two trainings are the same. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const held = mixed[i];
    const other = mixed[j];
    if (held !== undefined && other !== undefined) {
      mixed[i] = other;
      mixed[j] = held;
    }
  }
  return mixed;
}

export function scoreOf(weights: Float32Array, { slot, value }: Features): number {
  let sum = 0;
  for (let i = 0; i < slot.length; i += 1) sum += (weights[slot[i] ?? 0] ?? 0) * (value[i] ?? 0);
  return sum;
}

/**
 * Squared-hinge support vectors by dual coordinate descent (Hsieh et al. 2008).
 * @param cost how dearly an error is paid: higher fits the samples closer.
 */
export function learn(samples: readonly Sample[], cost: number): Float32Array {
  const weights = new Float32Array(slots);
  const random = createRandom(7);
  const rows = samples.map(({ features, positive, weight }) => {
    let square = 0;
    for (const one of features.value) square += one * one;
    const slack = 1 / (2 * cost * weight);
    return { features, sign: positive ? 1 : -1, slack, square: square + slack, alpha: 0 };
  });
  for (let pass = 0; pass < passes; pass += 1) {
    for (const row of shuffle(rows, random)) {
      const gradient = row.sign * scoreOf(weights, row.features) - 1 + row.alpha * row.slack;
      const alpha = Math.max(0, row.alpha - gradient / row.square);
      const step = (alpha - row.alpha) * row.sign;
      row.alpha = alpha;
      if (step === 0) continue;
      const { slot, value } = row.features;
      for (let i = 0; i < slot.length; i += 1) {
        const at = slot[i] ?? 0;
        weights[at] = (weights[at] ?? 0) + step * (value[i] ?? 0);
      }
    }
  }
  return weights;
}

/** Score → probability: `1 / (1 + exp(-(slope · score + shift)))`. */
export interface Calibration {
  readonly slope: number;
  readonly shift: number;
}

export const probability = (score: number, { slope, shift }: Calibration): number =>
  1 / (1 + Math.exp(-(slope * score + shift)));

/** Fits a calibration on scores of texts the weights had not seen (Platt 1999), by Newton's method. */
export function calibrate(scores: readonly number[], positives: readonly boolean[]): Calibration {
  let slope = 1;
  let shift = 0;
  const yes = positives.filter(Boolean).length;
  const high = (yes + 1) / (yes + 2);
  const low = 1 / (positives.length - yes + 2);
  for (let round = 0; round < 50; round += 1) {
    let g0 = 0;
    let g1 = 0;
    let h00 = 1e-6;
    let h01 = 0;
    let h11 = 1e-6;
    scores.forEach((score, index) => {
      const p = probability(score, { slope, shift });
      const error = p - (positives[index] ? high : low);
      const curve = Math.max(p * (1 - p), 1e-9);
      g0 += error * score;
      g1 += error;
      h00 += curve * score * score;
      h01 += curve * score;
      h11 += curve;
    });
    const det = h00 * h11 - h01 * h01;
    const stepSlope = (h11 * g0 - h01 * g1) / det;
    const stepShift = (h00 * g1 - h01 * g0) / det;
    // A small step forward never overshoots on well separated scores.
    const damp = Math.min(1, 2 / (Math.abs(stepSlope) + Math.abs(stepShift) + 1e-9));
    slope -= damp * stepSlope;
    shift -= damp * stepShift;
    if (Math.abs(stepSlope) + Math.abs(stepShift) < 1e-7) break;
  }
  return { slope, shift };
}
