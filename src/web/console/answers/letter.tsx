/** The exact words one author gets, as their phone shows them, and how they will get there. */
import type { AnswerWords } from '../../../answers/answer.js';
import { answerMessage, answerText } from '../../../answers/message.js';
import type { Reader } from '../../../store/answers/desk.js';
import { AsShown } from '../as-shown.js';
import { Bubble } from '../broadcasts/bubble.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { lookOf, type Way, wayOf } from './leaving.js';
import type { Names } from './names.js';

export type LetterReader = Pick<Reader, 'code' | 'locale' | 'channel' | 'reach'>;

export interface LetterProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly reader: LetterReader;
  readonly words: AnswerWords;
  readonly answerId: string;
  /** Another language than the author's, for who signs; theirs where it is left out. */
  readonly locale?: string;
}

/** As it leaves. */
export const messageTo = ({
  names,
  reader,
  words,
  answerId,
}: Pick<LetterProps, 'names' | 'reader' | 'words' | 'answerId'>) =>
  answerMessage(answerId, words, reader.code, reader.locale, names.citizen);

export const Letter = (props: LetterProps) => {
  const { parts, names, reader, words, locale = reader.locale } = props;
  const say = sayIn(parts);
  const look = lookOf(reader);
  const language = names.inLanguage(locale);
  if (look === null || locale !== reader.locale)
    return (
      <figure class="letter">
        <figcaption>
          {say(look === null ? 'answers.letter.nobody' : 'answers.letter.other', { language })}
        </figcaption>
        <p class="message" lang={locale}>
          <AsShown text={answerText(words, reader.code, locale, names.citizen)} />
        </p>
      </figure>
    );
  return (
    <Bubble
      parts={parts}
      look={look}
      locale={locale}
      sample={parts.deps.samples(look, messageTo(props))}
      caption={say(`answers.letter.${look}`, { language })}
    />
  );
};

/** All languages its reason was written in: first the one its author reads. */
export const Letters = (props: Omit<LetterProps, 'locale'>) => {
  const { reader, words } = props;
  const others = Object.keys(words.reason).filter((locale) => locale !== reader.locale);
  return (
    <div class="phones">
      {[reader.locale, ...others].map((locale) => (
        <Letter {...props} locale={locale} />
      ))}
    </div>
  );
};

interface LeavingProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly reader: LetterReader;
  readonly invitations: ReadonlySet<string>;
}
const alarming: readonly Way[] = ['waits', 'unreachable', 'nobody'];
/** What will keep it from being read at once. */
export const Leaving = ({ parts, reader, invitations }: LeavingProps) => {
  const way = wayOf(reader, invitations, parts.deps.now());
  return (
    <p class={alarming.includes(way) ? 'said wrong' : 'said'} data-way={way}>
      {sayIn(parts)(`answers.way.${way}`)}
    </p>
  );
};

/** Worth a second look before it leaves. */
export const LanguageHint = ({ parts, names, reader, words }: Omit<LetterProps, 'answerId'>) =>
  words.reason[reader.locale] === undefined ? (
    <p class="said wrong">
      {sayIn(parts)('answers.hint.language', { language: names.inLanguage(reader.locale) })}
    </p>
  ) : null;
