/** What can be done with a broadcast now: send, pause, go on, cancel. Each asks once more, without a script. */
import type { Child } from 'hono/jsx';
import type { Broadcast } from '../../../broadcasts/broadcast.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { hrefOf, type Names } from './names.js';

export const steps = ['enviar', 'pausar', 'seguir', 'cancelar'] as const;
export type Step = (typeof steps)[number];

interface SureProps {
  readonly parts: ConsoleParts;
  readonly broadcast: Broadcast;
  readonly step: Step;
  readonly quiet?: boolean;
  readonly children?: Child;
}
/** The button opens; the one inside acts. */
const Sure = ({ parts, broadcast, step, quiet = false, children }: SureProps) => {
  const say = sayIn(parts);
  return (
    <details class="sure">
      <summary class={quiet ? 'button quiet' : 'button'}>{say(`broadcasts.do.${step}`)}</summary>
      <form class="card" method="post" action={hrefOf(broadcast.id, step)}>
        <p>{say(`broadcasts.sure.${step}`)}</p>
        {children}
        <input type="hidden" name="revision" value={String(broadcast.revision)} />
        <button type="submit">{say(`broadcasts.yes.${step}`)}</button>
      </form>
    </details>
  );
};

export interface ControlsProps {
  readonly parts: ConsoleParts;
  readonly names: Names;
  readonly broadcast: Broadcast;
}

export const Controls = ({ parts, names, broadcast }: ControlsProps) => {
  const say = sayIn(parts);
  const { state, startsAt, preview } = broadcast;
  const props = { parts, broadcast };
  return (
    <div class="actions controls">
      {state === 'approved' ? (
        <Sure {...props} step="enviar">
          <p>
            <strong>
              {say('broadcasts.sure.numbers', {
                count: names.count(preview?.recipients ?? 0),
                first: names.count(broadcast.firstBatch),
              })}
            </strong>
          </p>
          {startsAt > parts.deps.now() ? (
            <p>{say('broadcasts.sure.later', { when: names.moment(startsAt) })}</p>
          ) : null}
        </Sure>
      ) : null}
      {state === 'sending' ? <Sure {...props} step="pausar" /> : null}
      {state === 'paused' ? <Sure {...props} step="seguir" /> : null}
      {state === 'done' || state === 'cancelled' ? null : <Sure {...props} step="cancelar" quiet />}
    </div>
  );
};
