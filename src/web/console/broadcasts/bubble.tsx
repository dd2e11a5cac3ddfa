/** Draws a message as a phone shows it: a balloon with what can be tapped. */
import type { Sample, SampleLook } from '../../../channels/sample.js';
import { AsShown } from '../as-shown.js';
import { type ConsoleParts, consoleLocale } from '../context.js';
import { sayIn } from '../say.js';

export interface BubbleProps {
  readonly parts: ConsoleParts;
  readonly look: SampleLook;
  readonly locale: string;
  readonly sample: Sample;
  readonly caption: string;
}

export const Bubble = ({ parts, look, locale, sample, caption }: BubbleProps) => {
  const say = sayIn(parts);
  if (sample.kind === 'refused')
    return (
      <figure class="phone refused">
        <figcaption>{caption}</figcaption>
        <p class="said wrong">{say(`broadcasts.sample.refused.${sample.why}`)}</p>
      </figure>
    );
  return (
    <figure class={`phone ${look}`}>
      <figcaption>{caption}</figcaption>
      <div class="balloon" lang={locale}>
        <p class="kept">
          <AsShown text={sample.text} />
        </p>
        {sample.rows.length === 0 ? null : (
          <>
            {sample.open === null ? null : <p class="opens">☰ {sample.open}</p>}
            <ul class={sample.open === null ? 'taps' : 'taps listed'}>
              {sample.rows.map((row) => (
                <li>
                  {row.map(({ label, hint }) => (
                    <span>
                      {label}
                      {hint === undefined ? null : <small>{hint}</small>}
                    </span>
                  ))}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <p class="soft" lang={consoleLocale}>
        {say('broadcasts.sample.length', { count: sample.length, limit: sample.limit })}
      </p>
    </figure>
  );
};
