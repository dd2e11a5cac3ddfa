/** Suggests areas for a text, and says which of its words counted. Rules and a small model; nothing leaves the machine. */
import type { SuggestedTag } from '../inbox/turn.js';
import { fold } from '../text/fold.js';
import { isBare } from './bare.js';
import { type Features, featuresOf } from './features.js';
import { probability, scoreOf } from './learn.js';
import { type AreaModel, readModel } from './model.js';
import { type Cues, findCues } from './rules.js';

export interface Tagger {
  /** Best first; empty when nothing speaks clearly for an area. */
  suggest(text: string): SuggestedTag[];
}

const maxWords = 6;
/** Fewer words than this need a strong rule: the model has too little to go by. */
const fewWords = 3;
const strongCue = 2;
/** A word is shown when it carries at least this part of what spoke for the area. */
const shownShare = 0.12;
const shortest = 4;
/** Words that carry a little weight by their company, and explain nothing. */
const dull = new Set(
  `para porque tambien como pero este esta esto estos estas ellos ella todo todos toda todas cada donde cuando quien
  puede pueden poder hacer haga hagan hace pongan poner tener tiene tienen tengan deberia deben debe quiero queremos
  necesitamos pedimos pido propongo sugiero propuesta barrio distrito pueblo region ciudad zona recibe crear nuestro
  nuestra nuestros nuestras desde hasta entre sobre bien solo mucho muchos muchas nadie siempre nunca aqui alla`.split(
    /\s+/,
  ),
);

/** The words that spoke loudest for an area, beside those of the rules. */
function wordsOf({ weights }: AreaModel, features: Features, cues: readonly string[]): readonly string[] {
  const votes = new Map<number, number>();
  let total = 0;
  features.slot.forEach((slot, index) => {
    const owner = features.owner[index] ?? -1;
    const vote = (weights[slot] ?? 0) * (features.value[index] ?? 0);
    if (owner < 0) return;
    votes.set(owner, (votes.get(owner) ?? 0) + vote);
    total += Math.max(0, vote);
  });
  const loud = [...votes]
    .filter(
      ([owner, vote]) =>
        vote > 0 &&
        (features.words[owner] ?? '').length >= shortest &&
        !dull.has(features.words[owner] ?? ''),
    )
    .sort((one, other) => other[1] - one[1])
    .filter(([, vote], rank) => vote >= total * shownShare || (rank === 0 && cues.length === 0))
    .map(([owner]) => features.words[owner] ?? '')
    .filter((word) => !cues.some((cue) => cue.includes(word)));
  return [...new Set([...cues, ...loud])].slice(0, maxWords);
}

/** How sure the model is of each area. */
export function judge(models: readonly AreaModel[], features: Features): readonly number[] {
  return models.map((model) => probability(scoreOf(model.weights, features), model));
}

/** Whether an area is suggested, given how sure the model is. */
export function stands(model: AreaModel, sure: number, cue: Cues | undefined, words: number): boolean {
  return sure >= model.threshold && (words >= fewWords || (cue?.weight ?? 0) >= strongCue);
}

export function createTagger(models: readonly AreaModel[] = readModel()): Tagger {
  return {
    suggest: (text) => {
      if (isBare(fold(text))) return [];
      const cues = findCues(text);
      const features = featuresOf(text, cues);
      const sure = judge(models, features);
      return models
        .map((model, index) => ({ model, sure: sure[index] ?? 0 }))
        .filter((one) => stands(one.model, one.sure, cueOf(cues, one.model), features.words.length))
        .sort((one, other) => other.sure - one.sure)
        .map(({ model }) => ({
          area: model.area,
          words: wordsOf(model, features, cueOf(cues, model)?.words ?? []),
        }));
    },
  };
}

const cueOf = (cues: readonly Cues[], model: AreaModel): Cues | undefined =>
  cues.find((cue) => cue.area === model.area);
