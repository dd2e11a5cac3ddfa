/** The message as each channel will show it, in every language of the audience. */
import type { BulkWords } from '../../../broadcasts/bulk-words.js';
import type { Samples as Show } from '../../../channels/sample.js';
import type { ChannelName } from '../../../talk/message.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { Bubble } from './bubble.js';
import type { Names } from './names.js';

export interface SamplesProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly show: Show;
  readonly locales: readonly string[];
  readonly channels: readonly ChannelName[];
  /** As the sender will make them. */
  readonly words: BulkWords;
  readonly now: number;
  /** Languages without words of their own: they read the Spanish ones. */
  readonly borrowed: readonly string[];
}

export const SamplesSection = (props: SamplesProps) => {
  const { parts, names, show, locales, channels, words, now, borrowed } = props;
  const say = sayIn(parts);
  // The simulated phone may look like either.
  const has = (name: ChannelName) => channels.includes(name) || channels.includes('simulator');
  return (
    <section id="muestras" aria-labelledby="muestras-titulo">
      <h2 id="muestras-titulo">{say('broadcasts.sample.title')}</h2>
      <p class="soft">{say('broadcasts.sample.lead')}</p>
      {locales.map((locale, index) => {
        const free = words.message(locale, now);
        return (
          <details open={index === 0}>
            <summary>
              {names.language(locale)}
              {borrowed.includes(locale) ? ` · ${say('broadcasts.sample.borrowed')}` : ''}
            </summary>
            <div class="phones">
              {has('telegram') ? (
                <Bubble
                  parts={parts}
                  look="telegram"
                  locale={locale}
                  sample={show('telegram', free)}
                  caption={say('broadcasts.sample.telegram')}
                />
              ) : null}
              {has('whatsapp') ? (
                <>
                  <Bubble
                    parts={parts}
                    look="whatsapp"
                    locale={locale}
                    sample={show('whatsapp', free)}
                    caption={say('broadcasts.sample.inside')}
                  />
                  <Bubble
                    parts={parts}
                    look="whatsapp"
                    locale={locale}
                    sample={show('whatsapp', words.template(locale))}
                    caption={say('broadcasts.sample.outside')}
                  />
                </>
              ) : null}
            </div>
          </details>
        );
      })}
    </section>
  );
};
