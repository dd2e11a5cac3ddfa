/** What became of a proposal, as anyone may hear it by its code; its author hears more, and can tap. Pure. */
import type { Context } from '../flow/step.js';
import { codePoints, whatsappLimits } from '../talk/limits.js';
import type { Choice, Outgoing } from '../talk/message.js';
import { type CitizenKey, type Params, pick } from '../text/texts.js';
import { answerTap, objectionTap, questionTap } from './exchange-taps.js';
import { everyArea, type ProposalGlance } from './turn.js';

/** Buttons of a list that still leave it readable. */
const questionsShown = 3;

const sayIn =
  ({ say, locale }: Context) =>
  (key: CitizenKey, params?: Params) =>
    say(locale, key, params);

function areasOf(found: ProposalGlance, { env, locale, say }: Context): string {
  const labels = everyArea(env.cycle)
    .filter((area) => found.areas.includes(area.id))
    .map((area) => pick(area.label, locale));
  return labels.length > 0 ? labels.join(', ') : say(locale, 'status.noAreas');
}

/** An outcome without its answer is none yet. */
const stateOf = ({ outcome, state }: ProposalGlance) =>
  outcome === null && state === 'answered' ? 'in-review' : state;

/** Whatever was taken out may have been a complaint: where those find help. */
function cards({ env, locale, say }: Context): string {
  const all = env.cycle.cards ?? [];
  if (all.length === 0) return '';
  const bold = (words: string) => `*${words}*`;
  const list = all.map(({ label, text }) => [bold(pick(label, locale)), pick(text, locale)].join('\n'));
  return [say(locale, 'status.help'), ...list].join('\n\n');
}

function lines(found: ProposalGlance, context: Context): string[] {
  const say = sayIn(context);
  const { code, outcome, reason, personal, commitment } = found;
  const state = stateOf(found);
  const outcomeWords = outcome === null ? '' : say(`outcome.${outcome}`);
  const main = say(`status.${state}`, {
    code,
    created: context.date(found.createdAt),
    promised: context.date(found.promisedAt),
    areas: areasOf(found, context),
    outcome: outcomeWords,
    reason: [reason, personal].filter((words) => words !== null).join('\n\n'),
    commitment: commitment === null ? '' : say('answer.commitment', { commitment }),
  });
  if (state === 'withdrawn') return [main, cards(context)];
  return [
    main,
    state !== 'answered' && found.reopened && outcome !== null
      ? say('status.reopened', { outcome: outcomeWords })
      : '',
    found.joined > 0 ? say('status.joined', { count: found.joined }) : '',
    found.own && state === 'answered' && found.reply !== null ? say(`status.said.${found.reply}`) : '',
    found.own && found.asked ? say('status.asked') : '',
  ];
}

function choices(found: ProposalGlance, context: Context): Choice[] {
  const say = sayIn(context);
  const { id, own, answerId } = found;
  if (!own || found.state === 'withdrawn') return [];
  const answered = stateOf(found) === 'answered';
  return [
    ...(found.asked ? [{ id: questionTap(id), label: say('question.tap') }] : []),
    ...(answered && answerId !== null && found.reply === null
      ? [
          { id: answerTap(answerId, 'agreed'), label: say('answer.agree') },
          { id: answerTap(answerId, 'disagreed'), label: say('answer.disagree') },
        ]
      : []),
    ...(!answered && found.moved && !found.hasObjected
      ? [{ id: objectionTap(id), label: say('news.notItsTopic') }]
      : []),
  ];
}

/** As buttons where there is room for them above. */
function withChoices(text: string, taps: readonly Choice[], open: string): readonly Outgoing[] {
  if (taps.length === 0) return [{ kind: 'text', text }];
  if (codePoints(text) <= whatsappLimits.body) return [{ kind: 'choices', text, choices: taps, open }];
  // Too long for WhatsApp's buttons: its last part carries them.
  const cut = text.lastIndexOf('\n\n');
  const [head, tail] = cut < 0 ? [text, open] : [text.slice(0, cut), text.slice(cut + 2)];
  return codePoints(tail) > whatsappLimits.body
    ? [
        { kind: 'text', text },
        { kind: 'choices', text: open, choices: taps, open },
      ]
    : [
        { kind: 'text', text: head },
        { kind: 'choices', text: tail, choices: taps, open },
      ];
}

export function status(found: ProposalGlance | null, code: string, context: Context): readonly Outgoing[] {
  const say = sayIn(context);
  if (!found) return [{ kind: 'text', text: say('status.unknown', { code }) }];
  const text = lines(found, context)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n\n');
  return withChoices(text, choices(found, context), say('common.open'));
}

export function mine(own: readonly ProposalGlance[], context: Context): readonly Outgoing[] {
  const say = sayIn(context);
  if (own.length === 0) return [{ kind: 'text', text: say('mine.none') }];
  const list = own.map((found) => {
    const state = stateOf(found);
    const words =
      state === 'answered' && found.outcome !== null
        ? say(`outcome.${found.outcome}`)
        : say(found.reopened && found.outcome !== null ? 'state.reopened' : `state.${state}`);
    return say('mine.line', {
      code: found.code,
      state: found.asked ? `${words} · ${say('mine.asked')}` : words,
      summary: found.summary === '' ? say('mine.media') : found.summary,
    });
  });
  const taps = own
    .filter(({ asked }) => asked)
    .slice(0, questionsShown)
    .map(({ id, code }) => ({ id: questionTap(id), label: say('mine.reply', { code }) }));
  return withChoices(say('mine.list', { list: list.join('\n\n') }), taps, say('common.open'));
}
