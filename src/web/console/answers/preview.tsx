/** The words as their author will read them, before anything is kept or sent. */
import type { Answer } from '../../../answers/answer.js';
import { Seen } from '../proposal/seen.js';
import { sayIn } from '../say.js';
import { hiddenOf, sameWords } from './form.js';
import { LanguageHint, Leaving, Letters } from './letter.js';
import { hrefOfAnswer } from './names.js';
import { Readable, spanishOf } from './readable.js';
import type { AnswerPanelProps, Previewing } from './state.js';
import { WouldVoid } from './write.js';

interface PreviewProps extends AnswerPanelProps {
  readonly state: Previewing;
  readonly before: Answer | null;
}

export const Preview = (props: PreviewProps) => {
  const { parts, detail, state, before, cycle } = props;
  const say = sayIn(parts);
  return (
    <div class="card">
      <h3 tabindex={-1} data-focus>
        {say('answer.previewTitle')}
      </h3>
      <p class="soft">{say('answer.previewNote')}</p>
      <Letters {...props} words={state.words} answerId={state.answerId} />
      <LanguageHint {...props} words={state.words} />
      <Readable parts={parts} text={spanishOf(state.words)} />
      <Leaving {...props} />
      {before && !sameWords(before, state.words) ? <WouldVoid parts={parts} before={before} /> : null}
      <form method="post" action={hrefOfAnswer(detail.row.code)}>
        <Seen {...props} />
        <input type="hidden" name="answer" value={state.answerId} />
        {hiddenOf(state.draft).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {cycle.signing === 'none' ? null : <p class="soft">{say('answers.twoNeeded')}</p>}
        <p class="actions">
          {cycle.signing === 'none' ? (
            <button type="submit" name="step" value="send">
              {say('answer.send')}
            </button>
          ) : null}
          <button class={cycle.signing === 'none' ? 'quiet' : ''} type="submit" name="step" value="draft">
            {say('answers.saveDraft')}
          </button>
          <button class="quiet" type="submit" name="step" value="edit">
            {say('answer.edit')}
          </button>
        </p>
      </form>
    </div>
  );
};
