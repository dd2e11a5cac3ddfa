/** "Test to myself": the phone of a member of staff, the button that sends the message there, and what became of it. */
import type { TestMessage, TestPhone } from '../../../store/staff/test-phones.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { hrefOf, type Names, root } from './names.js';
import { whyWords } from './reasons.js';
import { fateOf } from './tally.js';

export interface TryItProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly id: string;
  readonly phones: readonly TestPhone[];
  /** The newest; `count` is of all. */
  readonly tests: readonly TestMessage[];
  readonly count: number;
  /** Nothing to try while the checks refuse it. */
  readonly sendable: boolean;
}

const NoPhone = ({ parts, id }: Pick<TryItProps, 'parts' | 'id'>) => {
  const say = sayIn(parts);
  return (
    <form class="card" method="post" action={`${root}/telefono`}>
      <p>{say('broadcasts.try.how')}</p>
      <ol class="steps">
        <li>{say('broadcasts.try.write')}</li>
        <li>{say('broadcasts.try.copy')}</li>
      </ol>
      <input type="hidden" name="aviso" value={id} />
      <div class="inline">
        <div>
          <label for="codigo">{say('broadcasts.try.code')}</label>
          <input
            id="codigo"
            name="codigo"
            autocomplete="one-time-code"
            autocapitalize="characters"
            spellcheck={false}
            maxlength={20}
          />
        </div>
        <button type="submit">{say('broadcasts.try.link')}</button>
      </div>
    </form>
  );
};

export const TryIt = ({ parts, names, id, phones, tests, count, sendable }: TryItProps) => {
  const say = sayIn(parts);
  const channels = phones.map(({ channel }) => names.channel(channel)).join(', ');
  return (
    <section id="prueba" aria-labelledby="prueba-titulo">
      <h2 id="prueba-titulo">{say('broadcasts.try.title')}</h2>
      {phones.length === 0 ? (
        <NoPhone parts={parts} id={id} />
      ) : (
        <div class="card">
          <p>{say('broadcasts.try.phone', { channels })}</p>
          <div class="actions">
            {sendable ? (
              <form method="post" action={hrefOf(id, 'prueba')}>
                <input type="hidden" name="n" value={String(count)} />
                <button type="submit">{say('broadcasts.try.send')}</button>
              </form>
            ) : (
              <span class="soft">{say('broadcasts.try.blocked')}</span>
            )}
            <form method="post" action={`${root}/telefono`}>
              <input type="hidden" name="aviso" value={id} />
              <input type="hidden" name="quitar" value="1" />
              <button class="link" type="submit">
                {say('broadcasts.try.unlink')}
              </button>
            </form>
          </div>
          {tests.length === 0 ? null : (
            <ul class="plain">
              {tests.map(({ channel, state, why, plannedAt }) => (
                <li>
                  {names.channel(channel)}: <strong>{say(`broadcasts.fate.${fateOf(state)}`)}</strong>
                  {why === null ? '' : ` (${whyWords(parts, fateOf(state), why)})`}{' '}
                  <span class="soft">{names.moment(plannedAt)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  );
};
