/** Decisions across versions of the script, and what a turn always holds. */
import { describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.js';
import { flowSamples } from '../../src/cli/diagram.js';
import { pause, readPaused } from '../../src/flow/paused.js';
import type { Flow } from '../../src/flow/step.js';
import { createDecide } from '../../src/inbox/decide.js';
import { combine } from '../../src/inbox/lead.js';
import type { Facts, SavedConversation, Turn } from '../../src/inbox/turn.js';
import { at, createPhone, draft, idea, morning, say, somebody } from '../support/phone.js';

const { env } = flowSamples().contextFor({}, []);
const saved = (given: Partial<SavedConversation>): SavedConversation => ({
  flow: 'proposal',
  version: 1,
  step: 'area',
  answers: draft,
  tries: 0,
  revision: 3,
  since: morning,
  nudged: false,
  ...given,
});
const facts = (given: Partial<SavedConversation>): Facts => ({
  person: somebody,
  conversation: saved(given),
});
const message = (text: string) =>
  ({ channel: 'telegram', externalId: '1', at: morning, content: { kind: 'text', text } }) as const;
const turnOf = (outcome: ReturnType<ReturnType<typeof createDecide>['decide']>): Turn => {
  if ('need' in outcome) throw new Error(`it needs ${outcome.need}`);
  return outcome;
};

describe('a script that changed while people were talking', () => {
  const [proposal] = flows.filter(({ id }) => id === 'proposal');
  const renewed = (upgrade: Flow['upgrade']): readonly Flow[] =>
    flows.map((flow) => (proposal && flow.id === 'proposal' ? { ...proposal, version: 2, upgrade } : flow));
  const house = (upgrade: Flow['upgrade']) =>
    createDecide({ flows: renewed(upgrade), say, timezone: 'America/Lima' });

  it('lifts what was stored and goes on', () => {
    const { decide } = house({ 1: (old) => ({ ...old, step: old.step === 'topic' ? 'area' : old.step }) });
    const turn = turnOf(decide(message('ambiente'), facts({ step: 'topic' }), env));
    expect(turn.conversation).toMatchObject({
      flow: 'proposal',
      version: 2,
      step: 'place',
      answers: { idea, area: 'environment' },
    });
  });

  it('asks again what cannot be lifted, keeps the answers, and says why', () => {
    const { decide } = house({});
    const turn = turnOf(decide(message('ambiente'), facts({ step: 'topic' }), env));
    expect(turn.conversation).toMatchObject({ step: 'idea', version: 2, answers: { idea } });
    expect(turn.messages).toMatchObject([
      { message: { text: expect.stringContaining(say('es', 'common.changed')) } },
    ]);
  });

  it('a button of the version before is late, and the question comes again', () => {
    const { decide } = house({});
    const tap = { ...message(''), content: { kind: 'tap', data: 'proposal.1.area:other' } } as const;
    const turn = turnOf(decide(tap, facts({}), env));
    expect(turn.conversation).toMatchObject({ step: 'area', version: 2 });
    expect(turn.messages).toMatchObject([
      { message: { text: expect.stringContaining(say('es', 'common.late')) } },
    ]);
  });

  it('a hundred open drafts at every step lose nothing in a deploy', () => {
    const { decide, decideDue } = house({});
    for (const step of [...Object.keys(proposal?.steps ?? {}), 'gone']) {
      const answers = { ...draft, area: 'other', place: '080000', candidates: ['080000'] };
      for (const turn of [
        turnOf(decide(message('ayuda'), facts({ step, answers }), env)),
        turnOf(decideDue('nudge', 'telegram', facts({ step, answers }), env)),
      ])
        if (turn.conversation.flow !== null) expect(turn.conversation.answers).toMatchObject({ idea });
    }
  });

  it('a flow that is no more rests', () => {
    const { decide, decideDue } = house({});
    expect(turnOf(decide(message('hola'), facts({ flow: 'survey' }), env)).conversation.flow).toBeNull();
    expect(decideDue('expire', 'telegram', facts({ flow: 'survey' }), env)).toMatchObject({
      messages: [],
      conversation: { flow: null },
    });
  });
});

describe('a turn', () => {
  it('names each message by a key of its own that says nothing of anybody', () => {
    const rosa = createPhone({ person: null }).says('hola').says('1').says('sí').says('acepto').says(idea);
    expect(rosa.heard).toHaveLength(5);
    const { decide } = createDecide({ flows, say, timezone: 'America/Lima' });
    const [first] = turnOf(decide({ ...message('hola'), externalId: 'wamid.51999' }, {}, env)).messages;
    expect(first?.key).toMatch(/^r:/);
    expect(first?.key).not.toContain('51999');
  });

  it('is the same for the same message and facts', () => {
    const { decide } = createDecide({ flows, say, timezone: 'America/Lima' });
    const fixed = { ...env, newId: () => 'ID', newCode: () => 'AYNI-2222' };
    expect(decide(message('inclusión'), facts({}), fixed)).toEqual(
      decide(message('inclusión'), facts({}), fixed),
    );
  });

  it('falls into the past for nobody: time-outs count from this message', () => {
    const { conversation } = at('proposal', 'idea').says(idea);
    expect(conversation).toMatchObject({ since: morning, nudged: false });
  });
});

describe('words above a question', () => {
  const question = { kind: 'choices', text: 'b'.repeat(900), choices: [{ id: 'a', label: 'A' }] } as const;
  it('are one message where both fit, else two', () => {
    expect(combine({ kind: 'text', text: 'a'.repeat(122) }, question)).toHaveLength(1);
    expect(combine({ kind: 'text', text: 'a'.repeat(123) }, question)).toHaveLength(2);
    expect(combine(question, question)).toEqual([question, question]);
  });
});

describe('what waits behind', () => {
  it('is a draft or a welcome, never a second interruption', () => {
    expect(readPaused(pause(saved({})))).toEqual({
      flow: 'proposal',
      version: 1,
      step: 'area',
      answers: draft,
    });
    expect(pause(saved({ flow: 'settings', answers: {} }))).toEqual({});
    const behind = pause(saved({}));
    expect(pause(saved({ flow: 'settings', answers: behind }))).toEqual(behind);
    expect(pause(undefined)).toEqual({});
  });
  it.each([null, 'x', 7, [], {}, { flow: 'proposal' }, { flow: 1, version: 1, step: 'a' }])(
    'is nothing when damaged: %j',
    (paused) => {
      expect(readPaused({ paused })).toBeUndefined();
    },
  );
});
