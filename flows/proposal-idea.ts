/** What counts as an idea: how long, which files, and how parts that follow are joined. */
import { z } from 'zod';
import type { Answers, AnswerValue } from '../src/flow/state.js';
import {
  type Context,
  type Input,
  listOf,
  numberOf,
  type Reaction,
  reject,
  textOf,
} from '../src/flow/step.js';
import { isSmallTalk } from '../src/flow/words.js';
import { codePoints } from '../src/talk/limits.js';
import { type InboundMedia, mediaKinds } from '../src/talk/message.js';
import type { CitizenKey } from '../src/text/texts.js';

/** Code points. The lower end asks for one sentence; the upper keeps previews and readers sane. */
export const ideaLength = { min: 15, max: 3000 } as const;
export const maxMegabytes = 16;
export const maxFiles = 5;
/** Parts of one thought come within this time of each other. */
const burstMs = 10_000;
/** Telegram cuts what is longer than 4,096 letters into messages of the same moment. */
const tailMs = 3_000;

const acceptedMime = /^(audio|image|video)\/|^application\/(pdf|ogg|vnd\.openxmlformats|msword)/;

const storedMedia = z.object({
  kind: z.enum(mediaKinds),
  ref: z.string(),
  mime: z.string().optional(),
  size: z.number().optional(),
});

/** Without its name: nobody needs it, and it is often a person's ("DNI Rosa Quispe.pdf"). */
export const toAnswer = ({ kind, ref, mime, size }: InboundMedia): AnswerValue => ({
  kind,
  ref,
  ...(mime === undefined ? {} : { mime }),
  ...(size === undefined ? {} : { size }),
});

/** The files of a draft, as they were sent. */
export const filesOf = (answers: Answers): InboundMedia[] =>
  listOf(answers, 'files').flatMap((file) => {
    const { success, data } = storedMedia.safeParse(file);
    if (!success) return [];
    const { mime, size, ...rest } = data;
    return [
      {
        ...rest,
        ...(mime === undefined ? {} : { mime }),
        ...(size === undefined ? {} : { size }),
      },
    ];
  });

export const isAcceptable = (media: InboundMedia): boolean =>
  (media.size ?? 0) <= maxMegabytes * 1024 * 1024 &&
  (media.mime === undefined || acceptedMime.test(media.mime));

/** Trimmed at both ends only: the words themselves are kept as they were sent. */
export const wordsOf = (input: Input): string =>
  (input.kind === 'text' ? input.text : input.kind === 'media' ? input.caption : '').trim();

/** Letters of a text that was too long, when this is its tail: a tail alone is nobody's idea. */
const lettersBefore = (input: Input, { answers, at }: Context): number =>
  input.kind === 'text' && Math.abs(at - numberOf(answers, 'longAt')) <= tailMs
    ? numberOf(answers, 'longLetters')
    : 0;

/** Said once for all parts, after a pause. */
const tooLong = (length: number, { at }: Context): Reaction<never> => ({
  kind: 'more',
  key: 'proposal.idea.long',
  params: { length, max: ideaLength.max },
  answers: { longAt: at, longLetters: length },
});

/** The first part of an idea, or a kind no. */
export function readIdea(
  input: Input,
  context: Context,
): { readonly answers: Answers } | { readonly refused: Reaction<never> } {
  const words = wordsOf(input);
  const length = codePoints(words);
  if (input.kind === 'location') return { refused: reject('proposal.idea.short') };
  if (input.kind === 'media' && !isAcceptable(input.media))
    return { refused: reject('proposal.idea.file', { megabytes: maxMegabytes }) };
  const whole = length + lettersBefore(input, context);
  if (whole > ideaLength.max) return { refused: tooLong(whole, context) };
  if (input.kind === 'text' && (length < ideaLength.min || isSmallTalk(words))) return { refused: reject() };
  const files = input.kind === 'media' ? [toAnswer(input.media)] : [];
  return { answers: { idea: words, files, partAt: context.at } };
}

/**
 * A further part at the next question; undefined when it is none. In a burst anything belongs to the idea; later
 * only what can be nothing else: a file, or a text of its own.
 */
export function joinPart(input: Input, context: Context): Reaction<never> | undefined {
  const { answers } = context;
  const words = wordsOf(input);
  const isBurst = Math.abs(context.at - numberOf(answers, 'partAt')) <= burstMs;
  const isMore = isBurst || input.kind === 'media' || codePoints(words) >= ideaLength.min;
  if (input.kind === 'location' || !isMore) return undefined;
  return join(input, context, 'proposal.area.joined');
}

/** A file that comes while something else is asked; undefined when it is none. */
export const joinFile = (input: Input, context: Context): Reaction<never> | undefined =>
  input.kind === 'media' ? join(input, context) : undefined;

function join(input: Input, context: Context, key?: CitizenKey): Reaction<never> {
  const { answers } = context;
  const words = wordsOf(input);
  const files = listOf(answers, 'files');
  if (input.kind === 'media' && (!isAcceptable(input.media) || files.length >= maxFiles))
    return reject('proposal.idea.file', { megabytes: maxMegabytes });
  const idea = [textOf(answers, 'idea'), words].filter((part) => part !== '').join('\n');
  if (codePoints(idea) > ideaLength.max) return reject('proposal.idea.full');
  return {
    kind: 'more',
    ...(key ? { key } : {}),
    answers: {
      idea,
      partAt: Math.max(context.at, numberOf(answers, 'partAt')),
      ...(input.kind === 'media' ? { files: [...files, toAnswer(input.media)] } : {}),
    },
  };
}
