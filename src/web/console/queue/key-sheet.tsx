/**
 * The sheet of keys (`?`). Keys of one page need no words here: what carries `data-key="x"` (a link, button, field or
 * summary) is pressed, followed or focused by that key and listed by its own name;
 * `data-keys-note` adds its text as a line. Keys of pages are two strokes: g, then the letter of `data-go`.
 */
import type { ConsoleParts } from '../context.js';
import type { OpenSection } from '../nav.js';
import { sayIn } from '../say.js';

interface KeysProps {
  readonly title: string;
  readonly keys: readonly (readonly [string, string])[];
}
const Keys = ({ title, keys }: KeysProps) => (
  <>
    <h3>{title}</h3>
    <dl class="keylist">
      {keys.map(([key, what]) => (
        <div>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  </>
);

interface GoProps {
  readonly letter: string;
  readonly href: string;
  readonly text: string;
}
const Go = ({ letter, href, text }: GoProps) => (
  <div>
    <dt>
      <kbd>g {letter}</kbd>
    </dt>
    <dd>
      <a href={href} data-go={letter}>
        {text}
      </a>
    </dd>
  </div>
);

interface SheetProps {
  readonly parts: ConsoleParts;
  /** What the member may open: the letters of other pages lead nowhere. */
  readonly sections: readonly OpenSection[];
}
export const KeySheet = ({ parts, sections }: SheetProps) => {
  const say = sayIn(parts);
  return (
    <>
      <p class="soft keys-hint">
        <button class="link" type="button" data-open-keys hidden>
          {say('keys.open')}
        </button>
      </p>
      <dialog class="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">{say('keys.title')}</h2>
        <div data-keys-page hidden>
          <h3>{say('keys.page')}</h3>
          <dl class="keylist" />
        </div>
        <div data-keys-list hidden>
          <Keys
            title={say('keys.list')}
            keys={[
              ['j', say('keys.down')],
              ['k', say('keys.up')],
              ['Enter', say('keys.enter')],
              ['x', say('keys.pick')],
            ]}
          />
        </div>
        <h3>{say('keys.go')}</h3>
        <dl class="keylist">
          <Go letter="d" href="/panel/pendientes" text={say('forYou.title')} />
          {sections.flatMap(({ pages }) =>
            pages.map(({ name, href, go }) => <Go letter={go} href={href} text={say(`nav.go.${name}`)} />),
          )}
          <Go letter="u" href="/panel/cuenta" text={say('nav.account')} />
        </dl>
        <Keys
          title={say('keys.everywhere')}
          keys={[
            ['?', say('keys.sheet')],
            ['Esc', say('keys.leave')],
          ]}
        />
        <p class="soft">
          <a href="/panel/cuenta#teclas">{say('keys.switch')}</a>
        </p>
        <form method="dialog">
          <button type="submit" autofocus>
            {say('keys.close')}
          </button>
        </form>
      </dialog>
    </>
  );
};
