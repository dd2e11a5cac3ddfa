/** A citizen makes a proposal: the idea, its area, its place, a look at the whole, and off it goes. */
import { createHash } from 'node:crypto';
import type { Answers } from '../src/flow/state.js';
import {
  ask,
  type Context,
  choose,
  end,
  flow,
  type Input,
  next,
  type Option,
  reject,
  textOf,
} from '../src/flow/step.js';
import { isNo } from '../src/flow/words.js';
import type { Effect, PublishConsent } from '../src/inbox/turn.js';
import { codePoints, whatsappLimits } from '../src/talk/limits.js';
import { pick } from '../src/text/texts.js';
import { placeOptions } from './place-names.js';
import { national, placeReaction, placeSteps } from './place-steps.js';
import { filesOf, joinFile, joinPart, readIdea } from './proposal-idea.js';
import { consentWording } from './welcome.js';

const day = 86_400_000;
/** WhatsApp shows 1024 characters above buttons; the rest of a long idea is announced, not hidden. */
const previewLength = 450;
const buttonLabel = whatsappLimits.buttons.label;
/** Folded. */
const wholeCountry = ['nacional', 'a nivel nacional', 'todo el pais', 'el peru', 'peru', 'todos', 'national'];

/** Which areas the rules suggest, best first; computed anew so that joined parts count. */
const suggestedAreas = (context: Context) => {
  const known = new Set(context.env.cycle.areas.map((area) => area.id));
  return context.env.suggestAreas(textOf(context.answers, 'idea')).filter((tag) => known.has(tag.area));
};

const areaLabel = (id: string, context: Context): string => {
  const area = context.env.cycle.areas.find((known) => known.id === id);
  return area ? pick(area.label, context.locale) : id;
};

/** The suggested area first: one tap, or a typed "sí", accepts it. */
function areaOptions(context: Context): readonly Option[] {
  const first = suggestedAreas(context).map((tag) => tag.area);
  const rest = context.env.cycle.areas.map((area) => area.id).filter((id) => !first.includes(id));
  return [...first, ...rest].map((id) => ({
    value: id,
    label: { words: areaLabel(id, context) },
    ...(id === first[0] ? { means: 'yes' as const } : {}),
  }));
}

/** "No" to the suggestion asks for another topic; all else may be more of the idea. */
const otherArea = (input: Input, context: Context) =>
  input.kind === 'text' && isNo(input.text) && suggestedAreas(context).length > 0
    ? reject('proposal.area.other')
    : joinPart(input, context);

/** The person's own region first, when it is known: one tap. A file here still belongs to the idea. */
function placeChoices(context: Context): readonly Option<'known' | 'share' | 'list' | 'all'>[] {
  const { person } = context;
  const [known] = person?.place ? placeOptions([person.place], context) : [];
  const share = { value: 'share', label: 'proposal.place.share' } as const;
  const others = [
    { value: 'list', label: 'proposal.place.list' },
    { value: 'all', label: 'proposal.place.all', also: wholeCountry },
  ] as const;
  if (!known) return [share, ...others];
  const own = { ...known, value: 'known' } as const;
  const isShort = typeof own.label === 'object' && codePoints(own.label.words) <= buttonLabel;
  // Three fit as buttons; a longer name needs the list, where there is room for all.
  return isShort ? [own, ...others] : [own, share, ...others];
}

const placeLabel = (answers: Answers, context: Context): string => {
  const code = textOf(answers, 'place');
  if (code === national) return context.say(context.locale, 'proposal.place.national');
  return context.env.placeName(code) ?? code;
};

function excerpt(text: string): string {
  const points = [...text];
  return points.length <= previewLength
    ? text
    : `${points.slice(0, previewLength).join('')} […] (${codePoints(text)})`;
}

function ideaPreview(context: Context): string {
  const files = filesOf(context.answers).length;
  const text = textOf(context.answers, 'idea');
  const lines = [text === '' ? '' : `«${excerpt(text)}»`];
  if (files > 0) lines.push(context.say(context.locale, 'proposal.preview.media', { count: files }));
  return lines.filter((line) => line !== '').join('\n');
}

/** SHA-256 of the text: anyone can check later that it was kept unchanged. */
export const fingerprintOf = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex');

function submission(publish: PublishConsent, context: Context): { answers: Answers; effects: Effect[] } {
  const { answers, env, person } = context;
  const text = textOf(answers, 'idea');
  const place = textOf(answers, 'place');
  const code = env.newCode();
  const sha256 = fingerprintOf(text);
  const promisedAt = env.now + env.cycle.answerDays * day;
  const effects: Effect[] = [
    {
      kind: 'proposal.submit',
      proposal: {
        id: env.newId(),
        code,
        cycleId: env.cycle.id,
        text,
        locale: context.locale,
        place: place === national ? null : place,
        publish,
        suggested: suggestedAreas(context),
        chosen: [textOf(answers, 'area')],
        media: filesOf(answers),
        sha256,
        promisedAt,
        source: null,
      },
    },
  ];
  // A no concerns this proposal only: it takes nothing back that was allowed for another.
  if (publish !== 'no')
    effects.push({
      kind: 'consent',
      purpose: 'publish-without-name',
      given: true,
      wording: consentWording,
    });
  // The place of the first proposal is the person's region until they say otherwise.
  if (place !== national && person?.place === null) effects.push({ kind: 'person.set', set: { place } });
  return { answers: { code, sha256, promisedAt }, effects };
}

const receiptParams = (context: Context) => {
  const { answers, env, locale } = context;
  const { nextStage } = env.cycle;
  return {
    code: textOf(answers, 'code'),
    promised: context.date(Number(answers.promisedAt ?? env.now)),
    fingerprint: textOf(answers, 'sha256').slice(0, 16),
    next: nextStage
      ? context.say(locale, 'proposal.receipt.next', {
          stage: pick(nextStage.label, locale),
          date: context.date(nextStage.startsAt),
        })
      : '',
  };
};

const toPreview = (place: string) => next('preview', { place });

export const proposal = flow({
  id: 'proposal',
  version: 1,
  start: 'idea',
  nudge: { afterMs: 2 * 3_600_000, prompt: 'proposal.nudge' },
  expire: { afterMs: 3 * day, prompt: 'proposal.expired' },
  steps: {
    idea: ask({
      prompt: ({ answers }) => (answers.early === true ? 'proposal.idea.early' : 'proposal.idea'),
      reject: 'proposal.idea.short',
      example: 'proposal.idea.example',
      answered: (input, context) => {
        const read = readIdea(input, context);
        return 'refused' in read ? read.refused : next('area', read.answers);
      },
    }),
    area: choose({
      prompt: (context) => (suggestedAreas(context).length > 0 ? 'proposal.area.suggested' : 'proposal.area'),
      params: (context) => ({ area: areaLabel(suggestedAreas(context)[0]?.area ?? '', context) }),
      options: areaOptions,
      chosen: (area) => next('place', { area }),
      otherwise: otherArea,
    }),
    place: choose({
      prompt: 'proposal.place',
      reject: 'proposal.place.unknown',
      example: 'proposal.place.example',
      options: placeChoices,
      chosen: (value, { person }) => {
        if (value === 'known' && person?.place) return toPreview(person.place);
        if (value === 'share') return next('share');
        return value === 'all' ? toPreview(national) : next('zone');
      },
      otherwise: (input, context) => joinFile(input, context) ?? placeReaction(input, context, toPreview),
    }),
    ...placeSteps(toPreview),
    preview: choose({
      prompt: 'proposal.preview',
      params: (context) => ({
        idea: ideaPreview(context),
        area: areaLabel(textOf(context.answers, 'area'), context),
        place: placeLabel(context.answers, context),
      }),
      options: [
        // The question asks whether we may publish: a typed yes or no answers that.
        { value: 'publish', label: 'proposal.preview.publish', means: 'yes' },
        { value: 'private', label: 'proposal.preview.private', means: 'no' },
        { value: 'change', label: 'proposal.preview.change', also: ['cambiar', 'editar', 'edit', 'correct'] },
      ],
      chosen: (value, context) => {
        if (value === 'change') return next('idea', { idea: '', files: [], partAt: 0 });
        const { answers, effects } = submission(value === 'publish' ? 'without-name' : 'no', context);
        return next('receipt', answers, effects);
      },
      otherwise: joinFile,
    }),
    receipt: end({
      prompt: 'proposal.receipt',
      params: receiptParams,
      offers: ({ person }) => [
        ...(person?.notices ? [] : [{ id: 'go:notices', label: 'menu.notices' } as const]),
        { id: 'go:proposal', label: 'menu.another' },
        { id: 'go:mine', label: 'menu.mine' },
      ],
    }),
  },
  upgrade: {},
});
