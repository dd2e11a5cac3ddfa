/** The engine on small flows of its own: advance, misses, upgrades, and what the checks find. */
import { describe, expect, it } from 'vitest';
import { flowSamples } from '../../src/cli/diagram.js';
import { advance, type ContextFor, lift, readTap, tapId } from '../../src/flow/advance.js';
import { shapeIssues } from '../../src/flow/check.js';
import { drawFlow } from '../../src/flow/diagram.js';
import { fingerprint } from '../../src/flow/fingerprint.js';
import { ask, choose, end, type Flow, flow, next, reject } from '../../src/flow/step.js';
import { limitIssues, telegramLimits, whatsappLimits } from '../../src/talk/limits.js';

const samples = flowSamples();
const contextFor: ContextFor = samples.contextFor;

const second = flow({
  id: 'toy',
  version: 3,
  start: 'colour',
  expire: { afterMs: 1000 },
  steps: {
    colour: choose({
      prompt: 'menu.text',
      options: [
        { value: 'yes', label: 'common.yes' },
        { value: 'no', label: 'common.no' },
      ],
      chosen: (value) => next(value === 'yes' ? 'why' : 'done', { colour: value }),
    }),
    why: ask({
      prompt: 'status.ask',
      answered: (input) => (input.kind === 'text' ? next('done', { why: input.text }) : reject()),
    }),
    done: end({ prompt: 'menu.help' }),
  },
  upgrade: {
    // Version 1 asked for a shade first; version 2 called the reason something else.
    1: (old) => (old.step === 'shade' ? { ...old, step: 'colour' } : old),
    2: (old) => ({ ...old, answers: { ...old.answers, why: old.answers.reason ?? null } }),
  },
});

const from = (step: string, given: Parameters<typeof advance>[2], tries = 0) =>
  advance(second, { step, answers: { kept: true }, tries }, given, contextFor);

describe('advance', () => {
  it('adds answers and never drops one', () => {
    expect(from('colour', { tap: 'yes' })).toMatchObject({
      kind: 'said',
      place: { step: 'why', answers: { kept: true, colour: 'yes' }, tries: 0 },
    });
  });

  it('rests after the last words', () => {
    expect(from('colour', { tap: 'no' })).toMatchObject({ kind: 'said', place: null, last: 'done' });
  });

  it.each([
    [0, 'No te entendí bien'],
    [1, 'Puedes escribir solo el número'],
    [2, 'hablar con una persona'],
    [98, 'hablar con una persona'],
  ])('after %i misses in a row it says "%s", and keeps the choices in sight', (tries, words) => {
    const progress = from('colour', { input: { kind: 'text', text: 'azul' } }, tries);
    expect(progress).toMatchObject({
      place: { step: 'colour', tries: tries + 1 },
      messages: [{ kind: 'choices', text: expect.stringContaining(words) }],
    });
  });

  it('a value that was not offered is a miss, even a tap', () => {
    expect(from('colour', { tap: 'blue' })).toMatchObject({ place: { step: 'colour', tries: 1 } });
  });
});

describe('tap ids', () => {
  it('are read back as written', () => {
    expect(readTap(tapId(second, 'colour', '150132'))).toEqual({
      flow: 'toy',
      version: 3,
      step: 'colour',
      value: '150132',
    });
  });
  it.each([
    '',
    'a',
    'toy.3.colour',
    'toy.x.colour:y',
    'toy.3.colour:',
    `toy.3.colour:${'x'.repeat(41)}`,
    'toy.12345.a:b',
  ])('"%s" is none', (data) => {
    expect(readTap(data)).toBeUndefined();
  });
});

describe('upgrade', () => {
  it('lifts one version after the other', () => {
    expect(lift(second, 1, { step: 'shade', answers: { reason: 'sky' } })).toEqual({
      step: 'colour',
      answers: { reason: 'sky', why: 'sky' },
    });
  });
  it('says when a step is gone, and does not take a name of the language for a step', () => {
    expect(lift(second, 2, { step: 'gone', answers: {} })).toBeNull();
    expect(lift(second, 3, { step: 'constructor', answers: {} })).toBeNull();
  });
});

describe('checks', () => {
  const broken = (steps: Flow['steps']): Flow => ({ ...second, steps });

  it('find nothing wrong with a good flow', () => {
    expect(shapeIssues(second, samples)).toEqual([]);
  });
  it('find a step nobody gets to', () => {
    const lonely = broken({ ...second.steps, lonely: end({ prompt: 'menu.help' }) });
    expect(shapeIssues(lonely, samples)).toEqual(['toy.lonely: no way leads here']);
  });
  it('find a step that leads nowhere', () => {
    const stuck = broken({
      colour: choose({
        prompt: 'menu.text',
        options: [{ value: 'a', label: 'common.yes' }],
        chosen: () => reject(),
      }),
    });
    expect(shapeIssues(stuck, samples)).toEqual(['toy.colour: no way leads on']);
  });

  it.each([
    ['a text too long', { kind: 'text', text: 'a'.repeat(4097) }, /4097 letters, 4096 fit/],
    ['an empty text', { kind: 'text', text: ' ' }, /empty/],
    ['an open placeholder', { kind: 'text', text: 'Hola {{name}}' }, /placeholder/],
    [
      'a body too long',
      { kind: 'choices', text: 'a'.repeat(1025), choices: [{ id: 'a', label: 'A' }] },
      /1025 letters, 1024 fit/,
    ],
    [
      'labels too long',
      { kind: 'choices', text: 'a', choices: [{ id: 'a', label: 'ñ'.repeat(25) }] },
      /neither buttons nor a list/,
    ],
    [
      'too many rows',
      {
        kind: 'choices',
        text: 'a',
        choices: Array.from({ length: 11 }, (_, n) => ({ id: `${n}`, label: `${n}` })),
      },
      /neither/,
    ],
    [
      'a label twice',
      {
        kind: 'choices',
        text: 'a',
        choices: [
          { id: 'a', label: 'A' },
          { id: 'b', label: 'A' },
        ],
      },
      /twice/,
    ],
    [
      'an id of 65 bytes',
      { kind: 'choices', text: 'a', choices: [{ id: `${'ñ'.repeat(32)}a`, label: 'A' }] },
      /65 bytes, 64 fit/,
    ],
  ] as const)('find %s', (_what, message, issue) => {
    expect(limitIssues(message, whatsappLimits).join()).toMatch(issue);
  });

  it('count letters, not bytes, and know that Telegram has room', () => {
    const message = {
      kind: 'choices',
      text: '👩'.repeat(1024),
      choices: [{ id: 'a', label: 'ñ'.repeat(20) }],
    } as const;
    expect(limitIssues(message, whatsappLimits)).toEqual([]);
    expect(limitIssues({ ...message, text: 'a'.repeat(4000) }, telegramLimits)).toEqual([]);
  });
});

describe('the shape', () => {
  it('has a sum that changes with steps and ways, not with words', () => {
    const reworded = { ...second, steps: { ...second.steps, done: end({ prompt: 'menu.mine' }) } };
    const rerouted = { ...second, steps: { ...second.steps, why: end({ prompt: 'status.ask' }) } };
    expect(fingerprint(reworded, samples)).toBe(fingerprint(second, samples));
    expect(fingerprint(rerouted, samples)).not.toBe(fingerprint(second, samples));
  });
  it('is drawn', () => {
    expect(drawFlow(second, samples)).toBe(
      [
        'flowchart TD',
        '  colour["colour"] -->|"Sí"| why["why"]',
        '  colour["colour"] -->|"No"| done(["done"])',
        '  why["why"] -->|"text / place / ambiguous place"| done(["done"])',
      ].join('\n'),
    );
  });
});
