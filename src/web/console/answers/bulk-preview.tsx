/** What each of many authors will get, before it becomes a batch: one of each kind as its phone shows it, and all by code. */
import type { AnswerWords } from '../../../answers/answer.js';
import type { Localized } from '../../../calendar/entry.js';
import type { Reader } from '../../../store/answers/desk.js';
import { sayIn } from '../say.js';
import type { BulkProps } from './bulk-form.js';
import { lineField } from './bulk-read.js';
import { hiddenOf } from './form.js';
import { lookOf, wayOf, ways } from './leaving.js';
import { LanguageHint, Letter } from './letter.js';
import { CodeLink } from './matter.js';
import { root } from './names.js';
import { Readable, spanishOf } from './readable.js';

export interface BulkPreviewProps extends BulkProps {
  readonly words: AnswerWords;
  readonly invitations: ReadonlySet<string>;
}

/** With the author's own line. */
export const wordsFor = (
  words: AnswerWords,
  lines: Readonly<Record<string, Localized>>,
  code: string,
): AnswerWords => ({ ...words, personal: lines[code] ?? {} });

/** One group is one language on one kind of phone. */
function groupsOf(readers: readonly Reader[]) {
  const groups = new Map<string, Reader[]>();
  for (const reader of readers) {
    const name = `${reader.locale} ${lookOf(reader) ?? 'nobody'}`;
    groups.set(name, [...(groups.get(name) ?? []), reader]);
  }
  return [...groups.values()];
}

const Samples = (props: BulkPreviewProps) => {
  const { parts, names, readers, state, words } = props;
  const say = sayIn(parts);
  return (
    <>
      {groupsOf(readers).map((group) => {
        const [first] = group;
        return first ? (
          <section class="sample">
            <h3>
              {say('answers.bulk.group', {
                language: names.inLanguage(first.locale),
                where: say(`answers.look.${lookOf(first) ?? 'nobody'}`),
                count: names.count(group.length),
              })}
            </h3>
            <Letter
              parts={parts}
              names={names}
              reader={first}
              words={wordsFor(words, state.lines, first.code)}
              answerId={state.batchId}
            />
            <LanguageHint parts={parts} names={names} reader={first} words={words} />
          </section>
        ) : null;
      })}
    </>
  );
};

const HowItLeaves = ({ parts, names, readers, invitations }: BulkPreviewProps) => {
  const say = sayIn(parts);
  const now = parts.deps.now();
  const each = readers.map((reader) => wayOf(reader, invitations, now));
  return (
    <dl class="facts">
      {ways
        .filter((way) => each.includes(way))
        .map((way) => (
          <>
            <dt>{names.count(each.filter((one) => one === way).length)}</dt>
            <dd>{say(`answers.way.${way}`)}</dd>
          </>
        ))}
    </dl>
  );
};

const All = ({ parts, readers, state }: BulkPreviewProps) => {
  const say = sayIn(parts);
  return (
    <details>
      <summary>{say('answers.bulk.all')}</summary>
      <p class="soft">{say('answers.bulk.allHint')}</p>
      {Object.keys(state.lines).length === 0 ? (
        <p>{readers.map(({ code }) => code).join(' · ')}</p>
      ) : (
        <ul class="plain">
          {readers.map(({ code }) => (
            <li>
              <CodeLink code={code} />{' '}
              {Object.entries(state.lines[code] ?? {}).map(([locale, text]) => (
                <span lang={locale}>{text} </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
};

export const BulkPreview = (props: BulkPreviewProps) => {
  const { parts, names, readers, state } = props;
  const say = sayIn(parts);
  return (
    <div class="card">
      <h2 tabindex={-1} data-focus>
        {say('answers.bulk.previewTitle')}
      </h2>
      <p class="soft">{say('answer.previewNote')}</p>
      <div class="phones">
        <Samples {...props} />
      </div>
      <Readable parts={parts} text={spanishOf({ ...state.draft, personal: {} })} />
      <HowItLeaves {...props} />
      <All {...props} />
      <form method="post" action={`${root}/lote`}>
        <input type="hidden" name="ideas" value={props.ideas} />
        <input type="hidden" name="batch" value={state.batchId} />
        <input type="hidden" name="title" value={state.title} />
        <input type="hidden" name="count" value={String(readers.length)} />
        {hiddenOf(state.draft).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {Object.entries(state.lines).flatMap(([code, lines]) =>
          Object.entries(lines).map(([locale, text]) => (
            <input type="hidden" name={lineField(code, locale)} value={text} />
          )),
        )}
        <p class="actions">
          <button type="submit" name="step" value="save">
            {say('answers.bulk.save', { count: names.count(readers.length) })}
          </button>
          <button class="quiet" type="submit" name="step" value="edit">
            {say('answer.edit')}
          </button>
        </p>
        <p class="soft">{say('answers.bulk.saveHint')}</p>
      </form>
    </div>
  );
};
