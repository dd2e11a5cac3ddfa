/** A citizen's phone without a channel or a database: plays turns as they are decided, and checks every reply. */
import { expect } from 'vitest';
import { flows } from '../../flows/index.js';
import { flowSamples } from '../../src/cli/diagram.js';
import { ask } from '../../src/flow/advance.js';
import type { Answers } from '../../src/flow/state.js';
import { createDecide } from '../../src/inbox/decide.js';
import type { AnswerGlance, ExchangeFacts, OpenQuestion } from '../../src/inbox/exchange.js';
import type { CalendarGlance, EventGlance, LinkGlance, NoticeGlance } from '../../src/inbox/outreach.js';
import type {
  Effect,
  Env,
  Facts,
  Need,
  NewProposal,
  Person,
  Planned,
  ProposalGlance,
  SavedConversation,
  Turn,
} from '../../src/inbox/turn.js';
import { limitIssues, telegramLimits, whatsappLimits } from '../../src/talk/limits.js';
import type { ChannelName, Content, MediaKind, Outgoing } from '../../src/talk/message.js';
import { type CitizenKey, createSay } from '../../src/text/texts.js';

export const say = createSay<CitizenKey>('citizen');
const samples = flowSamples();
const sampleEnv = samples.contextFor({}, []).env;
const { decide, decideDue } = createDecide({ flows, say, timezone: 'America/Lima' });
export const morning = Date.UTC(2026, 8, 30, 15);

export const somebody: Person = {
  id: 'P1',
  locale: 'es',
  localeChosen: true,
  adultEnoughAt: morning,
  place: null,
  areas: [],
  notices: false,
  preferredChannel: null,
};

/** Nothing has happened to a proposal yet. */
export const untouched = {
  own: true,
  personal: null,
  answerId: null,
  reply: null,
  asked: false,
  moved: false,
  hasObjected: false,
  joined: 0,
  reopened: false,
} as const;

interface Given extends Pick<ExchangeFacts, 'areas' | 'commitment' | 'actor'> {
  /** Of staff, waiting for this person. */
  readonly questions?: readonly OpenQuestion[];
  /** Answers to this person, by their id. */
  readonly answers?: readonly AnswerGlance[];
  /** Null: nobody we know yet. */
  readonly person?: Person | null;
  readonly conversation?: SavedConversation;
  readonly channel?: ChannelName;
  readonly languageHint?: string;
  readonly proposals?: readonly ProposalGlance[];
  /** Of all their chats. */
  readonly channels?: readonly ChannelName[];
  readonly events?: readonly EventGlance[];
  readonly stage?: CalendarGlance['stage'];
  readonly notice?: NoticeGlance;
  /** Codes of other chats, by their key (`key-of-CODE`). */
  readonly codes?: Readonly<Record<string, NonNullable<LinkGlance['owner']>>>;
}

const bodyOf = (message: Outgoing): string =>
  message.kind === 'template' || message.kind === 'file' ? '' : message.text;

export type Phone = ReturnType<typeof createPhone>;

export function createPhone(given: Given = {}) {
  let now = morning;
  let ids = 0;
  let wrongCodes = 0;
  let person: Person | undefined = given.person === null ? undefined : (given.person ?? somebody);
  let saved: SavedConversation | undefined = given.conversation;
  let due: { nudgeAt: number | null; expiresAt: number | null } = { nudgeAt: null, expiresAt: null };
  let questions = given.questions ?? [];
  const answers = new Map((given.answers ?? []).map((one) => [one.answerId, one] as const));
  const own = new Map((given.proposals ?? []).map((glance) => [glance.code, glance] as const));
  const planned: Planned[] = [];
  const effects: Effect[] = [];
  const submitted: NewProposal[] = [];
  const channel = given.channel ?? 'simulator';

  const env = (): Env => ({
    ...sampleEnv,
    now,
    newId: () => {
      ids += 1;
      return `ID${String(ids).padStart(6, '0')}`;
    },
  });

  const facts = (): Facts => ({
    ...(person ? { person } : {}),
    ...(saved ? { conversation: saved } : {}),
    ownProposals: [...own.values()],
    ownData: { proposals: [], consents: [], replies: [], channels: [channel], said: [], follows: [] },
    ownChannels: given.channels ?? [channel],
    address: { id: 'A1', channel, lastInboundAt: now, waiting: 0, reachable: true },
  });
  const add = (need: Need, known: Facts): Facts => {
    switch (need.need) {
      case 'proposal-by-code':
        return { ...known, proposalByCode: own.get(need.code) ?? null };
      case 'calendar':
        return {
          ...known,
          calendar: { events: given.events ?? [], more: false, stage: given.stage ?? null },
        };
      case 'event':
        return { ...known, event: given.events?.find(({ id }) => id === need.entryId) ?? null };
      case 'notice':
        return { ...known, notice: given.notice ?? null };
      case 'link':
        return { ...known, link: { owner: given.codes?.[need.key] ?? null, wrong: wrongCodes } };
      case 'questions':
        return { ...known, questions };
      case 'answer':
        return { ...known, answer: answers.get(need.answerId) ?? null };
      case 'open-survey':
        return { ...known, survey: [...answers.values()].find(({ score }) => score === null) ?? null };
      case 'areas':
        return { ...known, areas: given.areas ?? null };
      case 'commitment':
        return { ...known, commitment: given.commitment ?? null };
      case 'actor':
        return { ...known, actor: given.actor?.code === need.code ? given.actor : null };
      default:
        throw new Error(`asked twice for ${need.need}`);
    }
  };

  const change = (answerId: string, said: Partial<AnswerGlance>): void => {
    const known = answers.get(answerId);
    if (known) answers.set(answerId, { ...known, ...said });
  };
  const apply = (effect: Effect): void => {
    effects.push(effect);
    if (effect.kind === 'person.erase') person = undefined;
    if (effect.kind === 'link.wrong') wrongCodes += 1;
    if (effect.kind === 'person.set' && person) person = { ...person, ...effect.set };
    if (effect.kind === 'exchange.reply')
      questions = questions.filter(({ proposalId }) => proposalId !== effect.proposalId);
    if (effect.kind === 'answer.reply') change(effect.answerId, { reply: effect.reply });
    if (effect.kind === 'survey.score') change(effect.answerId, { score: effect.score });
    if (effect.kind !== 'proposal.submit') return;
    const { id, code, promisedAt, chosen, text } = effect.proposal;
    submitted.push(effect.proposal);
    own.set(code, {
      id,
      code,
      state: 'received',
      summary: [...text].slice(0, 60).join(''),
      createdAt: now,
      promisedAt,
      areas: chosen,
      outcome: null,
      reason: null,
      commitment: null,
      ...untouched,
    });
  };

  /** What `receive` and the outbox do with a turn, in short. */
  const commit = (turn: Turn): void => {
    // Receive makes the person with the first message of an unknown sender.
    const locale = given.languageHint === 'en' ? 'en' : 'es';
    person ??= { ...somebody, locale, localeChosen: false, adultEnoughAt: null };
    for (const effect of turn.effects) apply(effect);
    const { nudgeAt, expiresAt, ...conversation } = turn.conversation;
    saved = { ...conversation, revision: (saved?.revision ?? 0) + 1 };
    due = { nudgeAt, expiresAt };
    for (const message of turn.messages) {
      const waiting = planned.findIndex(({ key, dueAt }) => key === message.replaces && dueAt > now);
      if (waiting >= 0) planned.splice(waiting, 1);
      expect(planned.map(({ key }) => key)).not.toContain(message.key);
      planned.push(message);
    }
    for (const { message } of turn.messages) check(message);
  };

  const check = (message: Outgoing): void => {
    for (const limits of [telegramLimits, whatsappLimits])
      expect(limitIssues(message, limits).filter((issue) => !issue.includes('placeholder'))).toEqual([]);
  };

  const sends = (content: Content, at = now) => {
    const message = {
      channel,
      externalId: 'x',
      at,
      content,
      ...(given.languageHint ? { languageHint: given.languageHint } : {}),
    };
    let known = facts();
    for (let round = 0; round < 4; round += 1) {
      const outcome = decide(message, known, env());
      if (!('need' in outcome)) {
        commit(outcome);
        return phone;
      }
      known = add(outcome, known);
    }
    throw new Error('it keeps asking for more');
  };

  const heard = () => planned.filter(({ dueAt }) => dueAt <= now).map(({ message }) => message);
  const last = () => {
    const found = heard().at(-1) ?? shown;
    if (!found) throw new Error('nothing was heard');
    return found;
  };
  /** Who starts in the middle of a flow has its question before their eyes. */
  const flow = flows.find((known) => known.id === given.conversation?.flow);
  const shown =
    flow && given.conversation && person
      ? ask(
          flow,
          given.conversation.step,
          samples.contextFor(given.conversation.answers, [{ kind: 'person.set', set: person }]),
        )
      : undefined;

  const phone = {
    sends,
    says: (text: string) => sends({ kind: 'text', text }),
    /** Taps a choice of the last message by its label. */
    taps: (label: string) => {
      const message = last();
      const choices = message.kind === 'choices' ? message.choices : [];
      const choice = choices.find((offered) => offered.label === label);
      if (!choice) throw new Error(`no "${label}" among ${choices.map((one) => one.label).join(', ')}`);
      return sends({ kind: 'tap', data: choice.id });
    },
    sendsFile: (kind: MediaKind, caption = '', more: { mime?: string; size?: number } = {}) =>
      sends({ kind: 'media', media: { kind, ref: `ref-${kind}`, ...more }, caption }),
    /** Lets time pass; what falls due on the way is decided as the sweep does. */
    waits: (ms: number) => {
      const until = now + ms;
      for (const kind of ['nudge', 'expire'] as const) {
        const at = kind === 'nudge' ? due.nudgeAt : due.expiresAt;
        if (at === null || at > until) continue;
        now = Math.max(now, at);
        const first = decideDue(kind, channel, facts(), env());
        const turn = 'need' in first ? decideDue(kind, channel, add(first, facts()), env()) : first;
        if ('need' in turn) throw new Error(`asked twice for ${turn.need}`);
        commit(turn);
      }
      now = until;
      return phone;
    },
    hears: (...texts: readonly (string | RegExp)[]) => {
      for (const text of texts)
        expect(bodyOf(last())).toMatch(
          typeof text === 'string' ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : text,
        );
      return phone;
    },
    hearsNot: (text: string) => {
      expect(bodyOf(last())).not.toContain(text);
      return phone;
    },
    lands: (step: string | null, flow?: string) => {
      expect(saved?.flow === null ? null : saved?.step).toBe(step);
      if (flow) expect(saved?.flow).toBe(flow);
      return phone;
    },
    does: (...kinds: readonly Effect['kind'][]) => {
      expect(effects.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...kinds]));
      return phone;
    },
    get heard() {
      return heard();
    },
    get last() {
      return bodyOf(last());
    },
    get labels() {
      const message = last();
      return message.kind === 'choices' ? message.choices.map(({ label }) => label) : [];
    },
    get ids() {
      const message = last();
      return message.kind === 'choices' ? message.choices.map(({ id }) => id) : [];
    },
    get answers(): Answers {
      return saved?.answers ?? {};
    },
    get conversation() {
      return saved;
    },
    get person() {
      return person;
    },
    get effects(): readonly Effect[] {
      return effects;
    },
    get submitted(): readonly NewProposal[] {
      return submitted;
    },
  };
  return phone;
}

/** Somebody who consented, in the middle of a flow. */
export const at = (flow: string, step: string, answers: Answers = {}, given: Given = {}): Phone =>
  createPhone({
    ...given,
    conversation: {
      flow,
      version: flows.find((known) => known.id === flow)?.version ?? 1,
      step,
      answers,
      tries: 0,
      revision: 1,
      since: morning,
      nudged: false,
    },
  });

export const idea = 'Que la municipalidad publique cada mes en qué gasta el dinero de las obras';
/** A draft as it stands at the question for the area. */
export const draft: Answers = { idea, files: [], partAt: morning - 60_000 };
