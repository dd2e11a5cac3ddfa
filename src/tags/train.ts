/** Trains the tagger, and measures it on texts it has not seen. Deterministic: the same texts give the same model. */
import { createHash } from 'node:crypto';
import { fold } from '../text/fold.js';
import { isBare } from './bare.js';
import { type Features, featuresOf } from './features.js';
import { type Calibration, calibrate, learn, probability, scoreOf } from './learn.js';
import { type AreaModel, encodeWeights, type ModelFile } from './model.js';
import { measure, type Quality } from './report.js';
import { type Cues, findCues } from './rules.js';
import { type AreaId, areas, type Labelled } from './samples.js';
import { stands } from './suggest.js';

/** Chosen by cross-validation; between 0.3 and 3 little changes. */
const cost = 1;
/** An area is rarer than its absence. */
const positiveWeight = 1.5;
const folds = 5;
/** Of the public texts, this part is never trained on while measuring, nor used to choose anything. */
const validationShare = 0.2;
const thresholds = [0.4, 0.45, 0.5, 0.55, 0.6];

interface Prepared {
  readonly one: Labelled;
  readonly cues: readonly Cues[];
  readonly features: Features;
}

const prepare = (one: Labelled): Prepared => {
  const cues = findCues(one.text);
  return { one, cues, features: featuresOf(one.text, cues) };
};

/** A number in [0, 1) that depends on the id only: folds stay the same when texts are added. */
function place(id: string): number {
  let code = 0;
  for (const letter of id) code = (Math.imul(code, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  // Spreads ids that differ in their last digit only.
  return (Math.imul(code, 2_654_435_761) >>> 0) / 2 ** 32;
}

const isHeldOut = (one: Labelled): boolean => one.set !== 'phone' && place(`v${one.id}`) < validationShare;

const learnAreas = (texts: readonly Prepared[]): readonly Float32Array[] =>
  areas.map((area) =>
    learn(
      texts.map(({ one, features }) => {
        const positive = one.areas.includes(area);
        return { features, positive, weight: positive ? positiveWeight : 1 };
      }),
      cost,
    ),
  );

interface Unseen {
  readonly text: Prepared;
  readonly scores: readonly number[];
}

/** Scores of every text by weights that were learnt without it. */
function scoreUnseen(texts: readonly Prepared[]): Unseen[] {
  const foldOf = ({ one }: Prepared) => Math.floor(place(`f${one.id}`) * folds);
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const weights = learnAreas(texts.filter((text) => foldOf(text) !== fold));
    return texts
      .filter((text) => foldOf(text) === fold)
      .map((text) => ({ text, scores: weights.map((one) => scoreOf(one, text.features)) }));
  });
}

type Decision = Calibration & { readonly threshold: number };

/** Calibrates each area on unseen scores and takes the threshold of the best F1. */
function decideOn(unseen: readonly Unseen[]): readonly Decision[] {
  return areas.map((area, index) => {
    const labelled = unseen.map(({ text }) => text.one.areas.includes(area));
    const scores = unseen.map((one) => one.scores[index] ?? 0);
    const calibration = calibrate(scores, labelled);
    const quality = (threshold: number) => {
      let right = 0;
      let wrong = 0;
      scores.forEach((score, at) => {
        const suggested = probability(score, calibration) >= threshold;
        if (suggested && labelled[at]) right += 1;
        else if (suggested !== labelled[at]) wrong += 1;
      });
      return (2 * right) / (2 * right + wrong);
    };
    const best = Math.max(...thresholds.map(quality));
    // The highest of equals: rather none than a wrong one.
    const threshold = thresholds.findLast((one) => quality(one) === best) ?? 0.5;
    return { ...calibration, threshold };
  });
}

function suggested({ text, scores }: Unseen, decisions: readonly Decision[]): readonly AreaId[] {
  if (isBare(fold(text.one.text))) return [];
  return areas.filter((area, index) => {
    const decision = decisions[index];
    if (!decision) return false;
    const model: AreaModel = { area, ...decision, weights: new Float32Array(0) };
    const cue = text.cues.find((one) => one.area === area);
    return stands(model, probability(scores[index] ?? 0, decision), cue, text.features.words.length);
  });
}

export interface Evaluation {
  /** By set, on texts left out of the training one fold at a time. */
  readonly crossValidation: readonly (readonly [string, Quality])[];
  /** Texts that nothing was learnt from or chosen by. */
  readonly heldOut: Quality;
}

export function evaluate(texts: readonly Labelled[]): Evaluation {
  const prepared = texts.map(prepare);
  const seen = prepared.filter(({ one }) => !isHeldOut(one));
  const unseen = scoreUnseen(seen);
  const decisions = decideOn(unseen);
  const answers = new Map(unseen.map((one) => [one.text.one, suggested(one, decisions)]));
  const quality = (of: (one: Labelled) => boolean) =>
    measure(unseen.map(({ text }) => text.one).filter(of), (one) => answers.get(one) ?? []);
  const sets = [...new Set(seen.map(({ one }) => one.set))];
  const weights = learnAreas(seen);
  const held = new Map(
    prepared
      .filter(({ one }) => isHeldOut(one))
      .map((text) => [
        text.one,
        suggested({ text, scores: weights.map((one) => scoreOf(one, text.features)) }, decisions),
      ]),
  );
  return {
    crossValidation: [
      ['all', quality(() => true)],
      ['all public', quality((one) => one.set !== 'phone' && one.set !== 'correction')],
      ...sets.map((set) => [set, quality((one) => one.set === set)] as const),
    ],
    heldOut: measure([...held.keys()], (one) => held.get(one) ?? []),
  };
}

/** The model from all texts. */
export function train(texts: readonly Labelled[]): ModelFile {
  const prepared = texts.map(prepare);
  const decisions = decideOn(scoreUnseen(prepared));
  const weights = learnAreas(prepared);
  const stored = areas.map((area, index) => {
    const decision = decisions[index] ?? { slope: 1, shift: 0, threshold: 1 };
    return [area, { ...decision, ...encodeWeights(weights[index] ?? new Float32Array(0)) }] as const;
  });
  const version = createHash('sha256').update(JSON.stringify(stored)).digest('hex').slice(0, 12);
  return { version, samples: texts.length, areas: Object.fromEntries(stored) };
}
